"""The type checker refuses functions of another command, of another thing or with other facts in a clause."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAD = """
from services.handling.domain.item.assigning import AssignFacts, assign, outcome_is_not_assigned
from services.handling.domain.item.declining import (
    consent_decline, decline, decline_is_undecided, declined_in_time, reject_decline,
)
from services.handling.domain.item.fast_lane import (
    FastLaneFacts, matter_is_solved_or_explained, open_fast_lane,
)
from services.handling.domain.item.item import Item
from services.handling.domain.project.planning import department_and_leader_exist, plan
from services.handling.domain.project.project import Project
from services.handling.domain.project.reporting import report, reporter_is_in_charge
from shared.language.behaviour import Clause, Creation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.intake import SubmissionFastLaned
"""
DECLINE = "('assigned',), said.DeclineItem, 'declined', said.ItemDeclined, why='w'"
CONSENT = "('declined',), said.ConsentDecline, None, said.ItemDeclineConsented, why='w'"
REPORT = "('planned',), said.ReportProject, None, said.ProjectReported, why='w'"
ASSIGN = "said.AssignItem, 'assigned', said.ItemAssigned, why='w'"
LANE = "SubmissionFastLaned, 'assigned', said.ItemAssigned, why='w'"
PLAN = "said.PlanProject, 'planned', said.ProjectPlanned, why='w'"
RIGHT = {
    "guard_of_its_command": f"Item = Transition({DECLINE}, guards=(declined_in_time,), change=decline)",
    "guard_of_its_thing": f"Project = Transition({REPORT}, guards=(reporter_is_in_charge,), change=report)",
    "guard_of_a_new_thing": f"Project = Creation({PLAN}, guards=(department_and_leader_exist,), change=plan)",
    "guard_with_its_facts": (
        f"Item = Creation({ASSIGN}, facts=AssignFacts, guards=(outcome_is_not_assigned,), change=assign)"
    ),
    "change_of_several_commands": f"Item = Transition({CONSENT}, change=consent_decline)",
    "change_with_its_facts": f"Item = Creation({LANE}, facts=FastLaneFacts, change=open_fast_lane)",
}
WRONG = {
    "guard_of_another_command": f"Item = Transition({DECLINE}, guards=(matter_is_solved_or_explained,))",
    "guard_of_another_thing": f"Project = Transition({CONSENT}, guards=(decline_is_undecided,))",
    "guard_with_other_facts": (
        f"Item = Creation({ASSIGN}, facts=FastLaneFacts, guards=(outcome_is_not_assigned,), change=made)"
    ),
    "change_of_another_command": f"Item = Transition({DECLINE}, change=reject_decline)",
    "change_of_another_thing": f"Project = Transition({CONSENT}, change=consent_decline)",
    "change_with_other_facts": f"Item = Creation({LANE}, facts=AssignFacts, change=open_fast_lane)",
}
"""Clauses by what is right or wrong with them: of which thing = the clause."""
MADE = "def made(_: None, message: object, situation: object) -> Item: raise NotImplementedError"
ERROR = re.compile(r"^.*?\.py:(\d+): error: (.*)$", re.MULTILINE)


def source() -> str:
    """A module with a clause a line."""
    clauses = ((name, *text.split(" = ", 1)) for name, text in {**RIGHT, **WRONG}.items())
    lines = (f"{name}: tuple[Clause[{thing}], ...] = ({clause},)" for name, thing, clause in clauses)
    return "\n".join((HEAD, MADE, *lines, ""))


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Clause → what the type checker has against it."""
    module = tmp_path_factory.mktemp("pairs") / "pairs.py"
    module.write_text(source(), "utf-8")
    said = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--no-pretty", str(module)],
        cwd=ROOT,
        env={**os.environ, "MYPYPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode in (0, 1), said.stderr + said.stdout
    lines = source().splitlines()
    found: dict[str, list[str]] = {}
    for line, error in ERROR.findall(said.stdout):
        found.setdefault(lines[int(line) - 1].split(":")[0], []).append(error)
    return found


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_pair_is_refused_at_its_line(refused: dict[str, list[str]], name: str) -> None:
    (error,) = refused[name]
    assert "incompatible type" in error
    assert ("guards" if "guard" in name else "change") in error


def test_right_ones_are_not_refused(refused: dict[str, list[str]]) -> None:
    assert set(refused) == set(WRONG)
