"""Every township's lists are its own: no code of the platform reads a list that comes with it."""

import ast
import csv
import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shared.language.contracts.directory import TownshipLists

ROOT = Path(__file__).parents[2]
PLATFORM = ("shared", "services")
ELSEWHERE = ("demo", "tests", "scripts", "training")
"""Where a sample township may be kept."""
LISTS = set(TownshipLists.model_fields) - {"departments", "kinds", "reasons"}
"""Names under which a file might hold them. The partners file says for which departments a partner may speak;
what triage calls kinds and reasons are words that speak for one."""
OF_AN_ENTRY = {"person_id", "since", "constituency", "capacity", "leader"}
"""Fields that entries of lists alone have."""


def imports(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def keys(document: Any) -> Iterator[str]:
    """All names of fields, however deep."""
    if isinstance(document, dict):
        for key, value in document.items():
            yield key
            yield from keys(value)
    elif isinstance(document, list):
        for value in document:
            yield from keys(value)


def names_in(path: Path) -> set[str]:
    """The fields of a data file."""
    text = path.read_text("utf-8")
    if path.suffix == ".csv":
        return set(next(csv.reader(text.splitlines()), []))
    return set(keys(json.loads(text) if path.suffix == ".json" else tomllib.loads(text)))


def files(*suffixes: str) -> list[Path]:
    return [path for top in PLATFORM for path in (ROOT / top).rglob("*") if path.suffix in suffixes]


def test_the_platform_imports_nothing_of_a_sample() -> None:
    reached = {
        f"{path.relative_to(ROOT)}: {module}"
        for path in files(".py")
        for module in imports(path.read_text("utf-8"))
        if module.split(".")[0] in ELSEWHERE
    }
    assert reached == set()


def test_no_file_of_the_platform_holds_a_township_s_lists() -> None:
    held = {
        str(path.relative_to(ROOT)): found
        for path in files(".json", ".csv", ".toml")
        if (found := names_in(path) & (LISTS | OF_AN_ENTRY))
    }
    assert held == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lists.json", '{"township": {"villages": []}}'),
        ("lists.toml", "[[rooms]]\ncapacity = 24\n"),
        ("posts.csv", "person_id,since\n"),
    ],
)
def test_such_a_list_would_be_noticed(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert names_in(tmp_path / name) & (LISTS | OF_AN_ENTRY)
