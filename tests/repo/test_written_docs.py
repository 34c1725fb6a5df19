"""The written documents keep in touch with the project."""

import ast
import re
from pathlib import Path

import pytest

from cli.documents.markdown import anchor

ROOT = Path(__file__).parents[2]
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")))
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INVARIANT = re.compile(r"^\| (?P<words>[^|]+) \| `(?P<file>tests/[\w/]+\.py)::(?P<test>test_\w+)`", re.MULTILINE)
ADR_SECTIONS = ("## Context", "## Decision", "## Rejected", "## Revisit when")


def text_of(page: Path) -> str:
    return FENCE.sub("", page.read_text("utf-8"))


def anchors_of(page: Path) -> set[str]:
    return {anchor(heading.strip()) for heading in re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_internal_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in (first or second for first, second in LINK.findall(text_of(page))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (fragment and fragment not in anchors_of(file)):
            broken.append(target)
    assert broken == []


def test_every_invariant_is_pinned_by_a_test_that_exists() -> None:
    pages = ROOT.glob("docs/architecture/*.md")
    invariants = [match for page in pages for match in INVARIANT.finditer(page.read_text("utf-8"))]
    missing = [m["test"] for m in invariants if m["test"] not in names_of_tests_in(ROOT / m["file"])]
    assert len(invariants) >= 10
    assert missing == []


def names_of_tests_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8")) if file.exists() else ast.Module([], [])
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}


@pytest.mark.parametrize("adr", sorted(ROOT.glob("docs/adr/[0-9]*.md")), ids=lambda adr: adr.stem)
def test_a_decision_says_why_what_else_and_until_when(adr: Path) -> None:
    text = adr.read_text("utf-8")
    assert [section for section in ADR_SECTIONS if section not in text] == []


def test_every_decision_is_listed_with_the_others() -> None:
    listed = (ROOT / "docs/adr/README.md").read_text("utf-8")
    assert [adr.name for adr in ROOT.glob("docs/adr/[0-9]*.md") if f"({adr.name})" not in listed] == []


def test_both_readmes_have_the_same_commands_and_sections() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh.md"))
    commands = re.compile(r"^(?:make|youyue|\.venv/bin/youyue|docker-compose|cp) .*?(?=\s{2,}#|$)", re.MULTILINE)
    assert commands.findall(english) == commands.findall(chinese)
    assert english.count("\n## ") == chinese.count("\n## ")
