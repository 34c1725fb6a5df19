"""A chapter of a state table has its test beside it by name, and all its clauses are in the table."""

import ast
from collections import Counter
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from cli.services import LOADERS, load_service
from shared.kernel.machine import Clause, Transition

ROOT = Path(__file__).parents[2]
SERVICES = ROOT / "services"
CLAUSES = {
    "Creation",
    "Transition",
    "Ignore",
    "Wait",
    "within",
    "until",
    "Driven",
    "Final",
    "redacting",
    "confiding",
}
SHARED = {"speaking", "noticing"}
"""Chapters of several things: each thing's own chapter calls for their clauses."""
SAY_THEM = {
    *("shared.language.behaviour", "shared.language.waiting", "shared.language.redacting"),
    "shared.language.confiding",
    *(f"services.handling.domain.supervision.{name}" for name in SHARED),
}


def defines_clauses(module: Path) -> bool:
    """Whether clauses are written down in the file."""
    nodes = list(ast.walk(ast.parse(module.read_text("utf-8"))))
    imports = (node for node in nodes if isinstance(node, ast.ImportFrom) and node.module in SAY_THEM)
    known = {name.name for node in imports for name in node.names} & (CLAUSES | SHARED)
    calls = (node.func for node in nodes if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Name) and called.id in known for called in calls)


CHAPTERS = [path.relative_to(SERVICES) for path in sorted(SERVICES.rglob("*.py")) if defines_clauses(path)]
NAMES = ["/".join((path.parts[0], *path.parts[2:])).removesuffix(".py") for path in CHAPTERS]


def written_in(chapter: Path) -> list[Clause[Any]]:
    """The clauses of the module's tuples."""
    module = import_module(".".join(("services", *chapter.with_suffix("").parts)))
    tuples = (value for name, value in vars(module).items() if name.isupper() and isinstance(value, tuple))
    return [entry for value in tuples for entry in value if isinstance(entry, Clause)]


def as_written(clause: Clause[Any]) -> Clause[Any]:
    """Without its guards: a table may put one before all of its clauses."""
    return replace(clause, guards=()) if isinstance(clause, Transition) else clause


@pytest.mark.parametrize("chapter", CHAPTERS, ids=NAMES)
def test_a_chapter_is_a_file_of_its_thing_with_its_test_beside_it(chapter: Path) -> None:
    service, domain, thing, file = chapter.parts
    assert domain == "domain"
    test = Path("tests", "unit", service, thing, f"test_{file}")
    assert (ROOT / test).is_file(), f"no {test} for services/{chapter}"


@pytest.mark.parametrize("service", [name for name in LOADERS if load_service(name).kinds])
def test_the_tables_of_a_service_are_its_chapters(service: str) -> None:
    clauses = [clause for kind in load_service(service).kinds for clause in kind.behaviour.clauses]
    in_tables = Counter(map(as_written, clauses))
    chapters = [chapter for chapter in CHAPTERS if chapter.parts[0] == service]
    in_chapters = Counter(as_written(clause) for chapter in chapters for clause in written_in(chapter))
    assert in_tables == in_chapters, "a chapter that no table takes up, or a clause that stands in no chapter"
    assert len(set(map(id, clauses))) == len(clauses)


def test_there_are_chapters() -> None:
    assert len(CHAPTERS) > 40
