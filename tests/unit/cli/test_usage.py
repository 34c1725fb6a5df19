"""What cannot be understood on the command line is said in Chinese first, whatever is wrong with it."""

import pytest

from cli.main import COMMANDS, _run
from cli.usage import lines_about

WRONG = {
    ("raise", "--fone", "1"): ("没有选项 --fone。是不是 --phone？", "Did you mean --phone?"),
    ("raise", "--xyzzy"): ("没有选项 --xyzzy。", "There is no option --xyzzy."),
    ("contact",): ("缺少 submission_id。", "submission_id is missing."),
    ("queue", "--size"): ("选项 --size 后面要写值。", "The option --size needs a value."),
    ("queue", "--size", "999"): ("--size 填得不对（", "--size cannot be so: "),
    ("calendar", "nothing"): ("没有命令 nothing。", "There is no command nothing."),
    ("queue", "received", "more"): ("多出了：more。", "There is too much: more."),
    ("rules", "preview", "330921201", "--since", "0001-01-01"): (
        "--since 填得不对（1950",
        "--since cannot be so",
    ),
    ("handover", "330921201", "--on", "9999-12-31"): (
        "--on 填得不对（1950",
        "--on cannot be so: 1950-01-01 … 2200",
    ),
    ("parked", "list", "--limit", "9" * 20): ("--limit 填得不对（", "--limit cannot be so: "),
    ("partner", "show"): ("缺少 --partners。", "--partners is missing."),
    ("nothing",): ("没有命令 nothing。", "There is no command nothing."),
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_usage_is_said_in_both_languages_and_ends_with_2(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["youyue", *words])
    assert _run(words[0]) == 2
    zh, en, help = capsys.readouterr().err.splitlines()
    assert (zh.startswith(WRONG[words][0]), WRONG[words][1] in en, "--help" in help) == (True, True, True)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_so(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["youyue", command, "--no-such-option"])
    assert _run(command) == 2
    assert "没有选项 --no-such-option" in capsys.readouterr().err


def test_a_command_without_words_shows_how_it_is_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["youyue"])
    assert _run("") == 2
    said = capsys.readouterr()
    assert "raise" in said.out + said.err


def test_what_nobody_foresaw_is_said_all_the_same() -> None:
    class Strange:
        message = "odd"
        ctx = None

        def format_message(self) -> str:
            return "odd\x1b[2J"

    assert lines_about(Strange())[:2] == (
        "命令写得不对（odd\\x1b[2J）。",
        "The command cannot be understood: odd\\x1b[2J.",
    )
