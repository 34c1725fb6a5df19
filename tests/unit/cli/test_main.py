"""What a person at a terminal sees where something cannot be written: a sentence, and no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
POOR = (
    {"PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
)


def run(*words: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "cli.main", *words], capture_output=True, env=HERE | more)


@pytest.mark.parametrize("environment", POOR)
def test_a_terminal_without_chinese_gets_what_it_can_show(environment: dict[str, str]) -> None:
    # The tables of all commands are printed so; those of the commands themselves need a database.
    table = "from rich.console import Console; Console().print('\\u8def\\u706f K7M')"
    program = f"from cli import main; main.say_what_can_be_said(); {table}"
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, env=HERE | environment)
    assert (ended.returncode, ended.stdout.strip()) == (0, b"?? K7M"), ended.stderr


@pytest.mark.parametrize("where", ["no-such-folder/a.json", "."])
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, where: str) -> None:
    ended = run("definitions", "--output", str(tmp_path / where))
    said = ended.stderr.decode()
    assert ended.returncode == 2
    assert str(tmp_path) in said
    assert "Traceback" not in said


@pytest.mark.parametrize("folder", ["a-file", "a-file/below"])
def test_a_folder_for_files_that_is_none_is_named_before_anything_is_read(
    tmp_path: Path, folder: str
) -> None:
    (tmp_path / "a-file").touch()
    ended = run("contact", "S1", "--by", "office-1", "--why", "x", "--files", str(tmp_path / folder))
    said = ended.stderr.decode()
    assert ended.returncode == 2
    assert f"{tmp_path / folder}" in said
    assert "database" not in said
