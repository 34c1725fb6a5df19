"""Nothing that others wrote steers a terminal or breaks a line of JSON."""

import json
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from cli.main import COMMAND_LINE
from cli.shown import json_shown, shown
from tests.unit.text.test_clean import TEXTS

HOSTILE = "\x1b[2J\x1b]0;OWNED\x07标题\u202eabc\x9b1m[red]\u2028第二行[/nothing]\\"
STEERS = {"\x1b", "\x07", "\u202e", "\x9b", "\u2028", "\x85"}


@given(TEXTS)
def test_what_is_shown_takes_one_line_for_every_reader(text: str) -> None:
    assert len(shown(text).splitlines()) <= 1
    assert not {symbol for symbol in shown(text) if category(symbol) in ("Cc", "Cs", "Zl", "Zp")}


@given(st.dictionaries(TEXTS, st.lists(TEXTS)))
def test_json_says_the_same_and_stays_one_line(value: dict[str, list[str]]) -> None:
    line = json_shown(value)
    assert json.loads(line) == value
    assert len(line.splitlines()) == 1
    assert not {symbol for symbol in line if category(symbol) in ("Cc", "Cs", "Zl", "Zp")}
    assert json.loads(json_shown(value, indent=2)) == value


@pytest.mark.parametrize(
    "arguments", [("triage", HOSTILE, "--explain", "--title", HOSTILE), ("follow", HOSTILE)]
)
def test_no_command_repeats_what_steers(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSOLE_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    result = CliRunner().invoke(COMMAND_LINE, arguments)
    assert not STEERS & set(result.output + result.stderr)
    assert result.exception is None or isinstance(result.exception, SystemExit)
