"""The written documents keep in touch with the project."""

import ast
import re
from pathlib import Path

import pytest

from cli.documents.markdown import anchor

ROOT = Path(__file__).parents[2]
PAGES = sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*/*.md")))
TRANSLATED = sorted((*ROOT.glob("docs/**/*.zh.md"), *ROOT.glob("examples/*/*.zh.md")))
"""Pages that stand in Chinese beside their English; the README has tests of its own."""
OPERATORS = (
    "running",
    "backup",
    "parked",
    "replay",
    "upgrade",
    "install",
    "external",
    "cluster",
    "partners",
    "township",
    "accounts",
    "alerts",
    "hardening",
)
WIDTH = 120
"""Characters a line, so that two versions can be read side by side. Excepted are rows of tables and code,
which cannot be broken, what a program writes (docs/generated)."""
PICTURE = re.compile(r'<img src="([^"]+)"')
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INVARIANT = re.compile(
    r"^\| (?P<words>[^|]+) \| `(?P<file>tests/[\w/]+\.py)::(?P<test>test_\w+)`", re.MULTILINE
)
ADR_SECTIONS = ("## Context", "## Decision", "## Rejected", "## Revisit when")


def text_of(page: Path) -> str:
    return FENCE.sub("", page.read_text("utf-8"))


def anchors_of(page: Path) -> set[str]:
    return {anchor(heading.strip()) for heading in re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_internal_link_leads_somewhere(page: Path) -> None:
    broken = []
    targets = [first or second for first, second in LINK.findall(text_of(page))]
    for target in (*targets, *PICTURE.findall(text_of(page))):
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
    commands = re.compile(
        r"^(?:make|youyue|\.venv/bin/youyue|docker-compose|cp) .*?(?=\s{2,}#|$)", re.MULTILINE
    )
    assert commands.findall(english) == commands.findall(chinese)
    assert english.count("\n## ") == chinese.count("\n## ")


def test_a_line_can_be_read_without_scrolling() -> None:
    pages = [page for page in PAGES if "generated" not in page.parts]
    lines = [
        (str(page.relative_to(ROOT)), line)
        for page in pages
        for line in text_of(page).splitlines()
        if len(line) > WIDTH and not line.startswith("|")
    ]
    assert len(pages) > 50
    assert lines == []


def test_the_readme_is_short_and_begins_with_what_the_reader_gets_and_a_picture() -> None:
    for name in ("README.md", "README.zh.md"):
        text = (ROOT / name).read_text("utf-8")
        assert len(text.splitlines()) < 120
        assert 0 < text.index("<img src=") < text.index("\n## ")


def test_operators_have_their_pages_in_both_languages_chinese_first() -> None:
    assert {f"{name}.zh.md" for name in OPERATORS} == {
        page.name for page in TRANSLATED if page.parent.name == "operations"
    }
    index = (ROOT / "docs/operations/README.md").read_text("utf-8")
    for name in OPERATORS:
        assert 0 < index.index(f"({name}.zh.md)") < index.index(f"({name}.md)")


def code_of(page: Path) -> list[str]:
    """The blocks of code without their comments, which are translated."""
    return [
        re.sub(r"\s+# .*$", "", block, flags=re.MULTILINE) for block in FENCE.findall(page.read_text("utf-8"))
    ]


@pytest.mark.parametrize("chinese", TRANSLATED, ids=lambda page: str(page.relative_to(ROOT)))
def test_both_languages_have_the_same_commands_and_sections_and_know_each_other(chinese: Path) -> None:
    english = chinese.with_name(chinese.name.replace(".zh.md", ".md"))
    assert code_of(chinese) == code_of(english)
    for page, other in ((chinese, english), (english, chinese)):
        assert f"({other.name})" in page.read_text("utf-8")
    headings = [re.findall(r"^(#+) ", text_of(page), re.MULTILINE) for page in (chinese, english)]
    assert headings[0] == headings[1]


def test_contributing_names_only_paths_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"`([\w.<>*/-]+(?:/[\w.<>*-]*|\.(?:py|md|toml|txt|in|yml|yaml|json)))`", text))
    assert len(named) > 30
    assert [name for name in sorted(named) if not exists(re.sub(r"<\w+>", "*", name))] == []


def exists(pattern: str) -> bool:
    """Whether a path stands somewhere: from the root, or for a mere name anywhere in a service."""
    return any(
        True
        for where in (pattern, f"services/*/{pattern}", f"services/*/domain/*/{pattern}")
        for _ in ROOT.glob(where)
    )
