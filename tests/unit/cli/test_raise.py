"""What cannot be raised is refused in the platform's own sentences, before anything is sent."""

import pytest
from typer.testing import CliRunner

from cli.main import COMMAND_LINE


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("",), "内容：", "the text: "),
        (("路灯坏了", "--phone", "abc"), "电话：", "the telephone number: "),
        (("路灯坏了", "--village", "二 村"), "村", "village"),
    ],
)
def test_what_is_wrong_is_said_in_both_languages_and_without_names_of_the_program(
    words: tuple[str, ...], zh: str, en: str
) -> None:
    ended = CliRunner().invoke(COMMAND_LINE, ["raise", *words])
    assert ended.exit_code == 2
    assert zh in ended.output
    assert en in ended.output
    assert "cannot be submitted" in ended.output
    assert not [said for said in ("pydantic", "validation error", "http") if said in ended.output]
