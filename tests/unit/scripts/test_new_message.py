"""``make new-message`` on a copy of the tree: what it begins can be imported, and it overwrites nothing."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from scripts.check.written import unfinished
from scripts.new_message import begin, main
from scripts.skeleton.asked import Asked

ROOT = Path(__file__).parents[3]
COPIED = (
    "cli",
    "scripts",
    "services",
    "shared",
    "tests/unit",
    "tests/repo/who_hears_what.txt",
    "pyproject.toml",
)
TRIAL = Asked("handling.item.try_out.v1", "handling.item.tried_out.v1", "trying_out", "trials")
RECALL = Asked("scheduling.visit.recall.v1", "scheduling.visit.recalled.v1", "recalling")
LOADS = """
from cli.documents.samples import example_of
from cli.services import LOADERS, load_service
from shared.language.telling.every_event import TOLD
from shared.language.contracts.registry import TYPES
assert all(load_service(name) for name in LOADERS)
assert all(example_of(TYPES[type]) for type in {types})
assert {event!r} in TOLD
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return copied_to(tmp_path)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy for those who write nothing."""
    return copied_to(tmp_path_factory.mktemp("unchanged"))


def copied_to(tmp_path: Path) -> Path:
    """A copy of the tree, as far as the script and what it begins reach."""
    for name in COPIED:
        source, target = ROOT / name, tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return tmp_path


def words(text: str) -> Counter[str]:
    """What a text says, however its lines are wrapped."""
    return Counter(re.findall(r"\w+", text))


def texts(tree: Path) -> dict[str, str]:
    files = (path for path in tree.rglob("*") if path.suffix in (".py", ".po", ".toml", ".txt"))
    return {str(path.relative_to(tree)): path.read_text("utf-8") for path in files}


@pytest.mark.parametrize("asked", [TRIAL, RECALL], ids=["that adds to a list", "of another service"])
def test_what_is_begun_can_be_imported_and_says_what_is_left_to_do(asked: Asked, copy: Path) -> None:
    before = texts(copy)
    written = begin(copy, asked)

    code = LOADS.format(types=(asked.command, asked.event), event=asked.event)
    ran = subprocess.run([sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr.strip().splitlines()[-1]
    after = texts(copy)
    assert {name for name in after if after[name] != before.get(name)} == {str(path) for path in written}
    for name, text in before.items():
        assert not words(text) - words(after[name]), f"{name} lost something"
    left = {
        problem.about.partition(":")[0] for problem in unfinished(copy, (copy / path for path in written))
    }
    assert {re.sub(r".*/(?:visit_(?=commands))?", "", name) for name in left} == {
        *("commands.py", "events.py", "youyue.po", "meanings.zh.toml"),
        *(f"{asked.chapter}.py", f"test_{asked.chapter}.py"),
    }
    assert sum(name.endswith("youyue.po") for name in left) == 2


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked("handling.item.try_out.v1", "handling.item.tried_out.v1", "progress"), "progress.py exists"),
        (Asked("handling.item.assign.v1", "handling.item.tried_out.v1", "trying_out"), "AssignItem"),
        (Asked("handling.item.try_out.v1", "handling.item.tried_out.v1", "trying_out", "answers"), "Answer"),
        (Asked("handling.bridge.build.v1", "handling.bridge.built.v1", "building"), "bridge"),
    ],
    ids=["a chapter", "a command", "a list", "no such thing"],
)
def test_nothing_is_written_where_something_is_or_where_the_thing_is_new(
    asked: Asked, why: str, unchanged: Path
) -> None:
    before = texts(unchanged)
    with pytest.raises(ValueError, match=why):
        begin(unchanged, asked)
    assert texts(unchanged) == before


@pytest.mark.parametrize(
    "given",
    [
        ("add_note", "handling.item.noted.v1", "noting", ""),
        ("handling.item.add_note.v1", "handling.project.noted.v1", "noting", ""),
        ("handling.item.add_note.v1", "handling.item.noted.v1", "", ""),
        (),
    ],
    ids=["a type", "one thing", "a chapter", "anything"],
)
def test_what_is_missing_from_the_command_line_is_said(
    given: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*given]) == 1
    assert "make new-message TYPE=" in capsys.readouterr().err


def test_the_names_follow_from_the_types() -> None:
    assert (TRIAL.command_class, TRIAL.event_class, TRIAL.entry_class) == ("TryOut", "ItemTriedOut", "Trial")
    assert (RECALL.command_class, RECALL.change) == ("RecallVisit", "recall_visit")
