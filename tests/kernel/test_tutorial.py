"""The tutorial is the library: who types it has the same files, and what it says is printed is printed."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.kernel.library.__main__ import day

ROOT = Path(__file__).parents[2]
LIBRARY = ROOT / "tests/kernel/library"
TUTORIAL = (ROOT / "docs/tutorial.md").read_text("utf-8")
BLOCK = re.compile(r"^\*\*`([^`]+)`\*\*\n\n```(?:python|toml)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS: list[tuple[str, str]] = BLOCK.findall(TUTORIAL)
WRITTEN = {file for file, _ in BLOCKS if not file.startswith("tests/")}
"""The files of the library that the tutorial has its reader write."""


def code(text: str) -> list[str]:
    """The lines that say something: blocks of one file are told apart by blank lines."""
    return [line for line in text.splitlines() if line]


def by_hand(files: Iterable[Path]) -> set[str]:
    """Those that no tool has written."""
    names = {file.relative_to(LIBRARY).as_posix() for file in files if file.suffix in (".py", ".toml")}
    return {name for name in names if "/migrations/" not in name}


def test_every_block_of_code_says_in_which_file_it_goes() -> None:
    assert len(BLOCKS) == len(re.findall(r"^```(?:python|toml)$", TUTORIAL, re.MULTILINE))


def test_the_tutorial_writes_every_file_of_the_library() -> None:
    assert by_hand(LIBRARY.rglob("*.*")) == WRITTEN


@pytest.mark.parametrize("file", sorted(WRITTEN))
def test_the_blocks_of_a_file_are_the_file(file: str) -> None:
    typed = "\n".join(text for name, text in BLOCKS if name == file)
    assert code(typed) == code((LIBRARY / file).read_text("utf-8"))


def test_what_is_shown_of_tests_stands_in_them() -> None:
    shown = [(file, text) for file, text in BLOCKS if file not in WRITTEN]
    assert shown
    assert [file for file, text in shown if text not in (ROOT / file).read_text("utf-8")] == []


async def test_the_day_goes_as_the_tutorial_says(library_database: str) -> None:
    printed = re.findall(r"^```text\n(.*?)^```$", TUTORIAL, re.MULTILINE | re.DOTALL)
    told: list[str] = []
    await day(library_database, told.append)
    assert ["\n".join(told) + "\n"] == printed
