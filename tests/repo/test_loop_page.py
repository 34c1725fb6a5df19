"""What the page of the loop names exists: commands, events, pages, and the tests that pin them."""

import re
from pathlib import Path

import pytest

from shared.kernel.messages.base import Command, Event
from shared.language.contracts.registry import TYPES
from tests.repo.test_written_docs import names_of_tests_in

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "docs/loop.md", ROOT / "docs/loop.zh.md"]
ROUTES = (ROOT / "services/console/pages/routes.py").read_text("utf-8")
TYPE = re.compile(r"`(\w+\.\w+\.\w+\.v\d+)`")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
PLACE = re.compile(r"`(/[\w/{}]*)`")


def rows(page: Path) -> list[list[str]]:
    """The cells of each sentence: itself, commands, events, pages, test."""
    lines = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if TEST.search(row[-1])]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_sentence_of_the_report_has_what_makes_it_true(page: Path) -> None:
    assert len(rows(page)) >= 25
    for _, asked, told, seen, pinned in rows(page):
        assert all(issubclass(TYPES[type], Command) for type in TYPE.findall(asked))
        assert all(issubclass(TYPES[type], Event) for type in TYPE.findall(told))
        assert [place for place in PLACE.findall(seen) if f'Route("{place}",' not in ROUTES] == []
        assert [
            test for file, test in TEST.findall(pinned) if test not in names_of_tests_in(ROOT / file)
        ] == []


def test_both_languages_name_the_same() -> None:
    english, chinese = (rows(page) for page in PAGES)
    assert [row[1:] for row in english] == [row[1:] for row in chinese]
