"""``make check`` reads what its tools say, and says nothing twice."""

import ast
from pathlib import Path

import pytest

from scripts.check.changes import ONLY_IF_CHANGED, spared
from scripts.check.parts import (
    LISTED_ALREADY,
    SHOWN,
    beside,
    of_format,
    of_imports,
    of_mypy,
    of_ruff,
    of_tests,
    shortened,
)
from scripts.check.problem import Problem

ROOT = Path(__file__).parents[2]
BROKEN = """\
Contracts: 11 kept, 1 broken.


----------------
Broken contracts
----------------

use cases know no broker
------------------------

services.intake.use_cases is not allowed to import aio_pika:

- services.intake.use_cases.raising -> aio_pika (l.3)

"""


def test_what_the_tools_say_becomes_a_place_and_what_is_wrong() -> None:
    (ruff,) = of_ruff("a/b.py:3:1: F401 unused\nFound 1 error.\n")
    (types,) = of_mypy("a/b.py:7: error: No such name  [attr-defined]\na/b.py:7: note: did you mean\n")
    (shape,) = of_format("Would reformat: a/b.py\n1 file would be reformatted\n")
    (imports,) = of_imports(BROKEN)
    assert (ruff.about, ruff.wrong) == ("a/b.py:3", "F401 unused")
    assert (types.about, types.wrong) == ("a/b.py:7", "No such name  [attr-defined]")
    assert (shape.about, shape.todo) == ("a/b.py", "run make format")
    assert imports.wrong == "use cases know no broker: services.intake.use_cases.raising -> aio_pika (l.3)"


def test_a_failed_test_is_told_with_its_reason_even_if_its_name_has_spaces() -> None:
    said = (
        "....\nFAILED tests/unit/a.py::test_it[x y] - AssertionError: assert 1 == 2\nERROR tests/unit/b.py\n"
    )
    first, second = of_tests(said)
    assert (first.about, first.wrong) == ("tests/unit/a.py::test_it[x y]", "assert 1 == 2")
    assert second.about == "tests/unit/b.py"


def test_a_test_that_fails_because_of_what_is_listed_is_only_counted() -> None:
    known = [Problem("handling.item.noted.v1", "nobody tells the console of it")]
    follows = Problem("tests/a.py::test_every_event[handling.item.noted.v1]", "failed")
    other = Problem("tests/a.py::test_another", "failed")
    assert beside([follows, other], known) == ([other], 1)


def test_a_long_list_is_cut_and_counted() -> None:
    many = [Problem(str(number), "wrong") for number in range(SHOWN + 5)]
    assert len(shortened(many)) == SHOWN + 1
    assert "5 more" in shortened(many)[-1].wrong
    assert shortened(many[:SHOWN]) == many[:SHOWN]


@pytest.mark.parametrize("test", LISTED_ALREADY)
def test_what_is_left_out_because_it_is_listed_exists(test: str) -> None:
    file, _, name = test.partition("::")
    tree = ast.parse((ROOT / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_long_tests_are_spared_only_while_what_they_speak_of_is_unchanged() -> None:
    assert spared(None) == ()
    assert spared(["docs/scale.md"]) == tuple(ONLY_IF_CHANGED)
    assert "tests/unit/intake/triage" not in spared(["services/intake/domain/triage/rules.py"])
    assert "tests/unit/console/test_details.py" not in spared(["shared/language/contracts/evaluation.py"])
    assert "tests/unit/scripts" not in spared(["tests/unit/scripts/test_new_message.py"])


@pytest.mark.parametrize("part", sorted({part for parts in ONLY_IF_CHANGED.values() for part in parts}))
def test_what_long_tests_speak_of_exists(part: str) -> None:
    assert [*ROOT.glob(f"{part}*")]
    assert all((ROOT / tests).exists() for tests in ONLY_IF_CHANGED)
