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
        for title, month in (("开工", 10), ("通水", 12))
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


def steps(*days: str) -> said.PlanProject:
    planned = (
        said.PlannedMilestone(title=f"第{n}步", due_on=date.fromisoformat(day)) for n, day in enumerate(days)
    )
    return PLAN.model_copy(update={"milestones": tuple(planned)})


@pytest.mark.parametrize(
    ("days", "code", "field"),
    [
        (("2026-12-01", "2026-10-01"), "milestones_out_of_order", "data.milestones"),
        (("2026-08-31", "2026-10-01"), "day_in_the_past", "data.milestones.due_on"),
    ],
)
def test_steps_are_planned_in_their_order_and_for_days_to_come(
    days: tuple[str, ...], code: str, field: str
) -> None:
    refusal = HandlingWorld().refusal("2026-09-01 09:00", OFFICE, steps(*days))
    assert (refusal.code, refusal.field) == (code, field)


def test_two_steps_may_be_due_on_one_day_and_the_first_today() -> None:
    HandlingWorld().must("2026-09-01 09:00", OFFICE, steps("2026-09-01", "2026-09-01", "2026-10-01"))
