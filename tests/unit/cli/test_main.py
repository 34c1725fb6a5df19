"""The command line as a whole: it lists without importing, and knows its version."""

import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.lazily import described, imported
from cli.main import COMMAND_LINE, COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described_in_both_languages_without_being_imported(name: str) -> None:
    said = described(COMMANDS[name], "raise_" if name == "raise" else name)
    assert said.strip() == imported(COMMANDS[name], name).help.strip()
    assert any("一" <= letter <= "鿿" for letter in said)
    assert len(re.findall("[A-Za-z]+", said)) >= 3


def test_help_imports_no_command() -> None:
    looks = (
        "import sys; from typer.testing import CliRunner; from cli.main import COMMAND_LINE;"
        "print(CliRunner().invoke(COMMAND_LINE, ['--help']).exit_code,"
        " [name for name in sys.modules if name.startswith(('services.', 'sqlalchemy', 'pydantic', 'demo'))])"
    )
    done = subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "0 []", done.stderr


def test_the_version_names_the_commit_that_the_image_was_built_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOUYUE_COMMIT", "0123456789abcdef0123")
    said = CliRunner().invoke(COMMAND_LINE, ["--version"])
    assert said.exit_code == 0
    assert said.stdout.startswith("youyue ")
    assert said.stdout.strip().endswith("+0123456789ab")


def test_a_shell_can_complete_the_names_of_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_YOUYUE_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "youyue par")
    monkeypatch.setenv("COMP_CWORD", "1")
    said = CliRunner().invoke(COMMAND_LINE, [], prog_name="youyue", complete_var="_YOUYUE_COMPLETE")
    assert said.stdout.split() == ["parked", "partner"]
