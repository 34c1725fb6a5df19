"""Projects of the year are entered."""

from datetime import date
from decimal import Decimal

import pytest

from shared.language.contracts import handling as said
from tests.unit.handling.examples import (
    PLAN,
)
from tests.unit.handling.world import OFFICE, HandlingWorld


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"department": "castle"}, "unknown_department"), ({"leader": "king"}, "unknown_leader")],
)
def test_a_project_has_a_department_and_a_leader_that_exist(changes: dict[str, str], code: str) -> None:
    assert HandlingWorld().refused("2026-09-01 09:00", OFFICE, PLAN.model_copy(update=changes)) == code


def test_a_project_is_of_the_peoples_livelihood_or_key_work() -> None:
    refusal = HandlingWorld().refusal("2026-09-01 09:00", OFFICE, PLAN.model_copy(update={"kind": "castle"}))
    assert (refusal.code, refusal.one_of) == ("unknown_project_kind", ("livelihood", "key_work"))


def test_a_project_has_year_plan_budget_and_milestones_in_their_order() -> None:
    world = HandlingWorld()
    steps = tuple(
        said.PlannedMilestone(title=title, due_on=date(2026, month, 1))
        for title, month in (("通水", 12), ("开工", 6))
    )
    plan = PLAN.model_copy(update={"budget": Decimal(1200000), "plan": "六月开工", "milestones": steps})
    project = world.snapshot_of(world.must("2026-09-01 09:00", OFFICE, plan))
    assert (project.kind, project.year, project.budget, project.plan) == (
        "livelihood",
        2026,
        Decimal(1200000),
        "六月开工",
    )
    assert [step.title for step in project.milestones] == ["开工", "通水"]
