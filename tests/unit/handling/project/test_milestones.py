"""Each step of a project's plan is reached by its day, or said to be late."""

from datetime import date

from services.handling.domain.project.project import Project
from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import PLAN, called, waited
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, HandlingWorld, clerk

STEPS = (
    said.PlannedMilestone(title="开工", due_on=date(2026, 10, 16)),
    said.PlannedMilestone(title="通水", due_on=date(2026, 12, 18)),
)
WATER = clerk("water")


def with_steps() -> tuple[HandlingWorld, str]:
    """A project of two steps: 开工 by 16 October, 通水 by 18 December."""
    world = HandlingWorld()
    plan = PLAN.model_copy(update={"milestones": STEPS})
    return world, world.snapshot_of(world.must("2026-09-01 09:00", OFFICE, plan)).project_id


def reached(id: str, number: int = 1, on: str = "2026-10-12", text: str = "") -> said.ReachMilestone:
    day = date.fromisoformat(on)
    return said.ReachMilestone(project_id=id, milestone=number, reached_on=day, text=text)


def late(id: str, number: int = 1, until: str = "2026-10-30") -> said.DelayMilestone:
    day = date.fromisoformat(until)
    return said.DelayMilestone(project_id=id, milestone=number, expected_on=day, reason="台风停工")


def step(project: Project, number: int = 1) -> said.Milestone:
    return project.milestones[number - 1]


def test_the_first_step_that_is_not_reached_is_waited_for_then_the_next() -> None:
    world, id = with_steps()
    assert waited(world.project(id))["reach_milestone"] == "10-16"
    world.must("2026-10-12 10:00", WATER, reached(id, text="管沟开挖"))
    assert waited(world.project(id))["reach_milestone"] == "12-18"
    world.must("2026-12-18 10:00", HEAD, reached(id, 2, "2026-12-18"))
    assert "reach_milestone" not in waited(world.project(id))
    assert [one.late for one in world.project(id).milestones] == [False, False]


def test_nobody_says_anything_of_a_step_and_the_highest_hear_of_it() -> None:
    world, _ = with_steps()
    world.advance(at("2026-12-31 12:00"))
    rungs = called(world, "reach_milestone")
    assert rungs[0].startswith("reminder 10-09")
    assert any(rung.startswith("urge") for rung in rungs)
    assert sum("head" in rung.split() for rung in rungs) > 3


def test_what_is_late_is_said_and_the_planned_day_stays() -> None:
    world, id = with_steps()
    world.must("2026-10-15 10:00", WATER, late(id))
    assert waited(world.project(id))["reach_milestone"] == "10-30"
    assert step(world.project(id)).due_on == date(2026, 10, 16)
    assert step(world.project(id)).delays[-1].reason == "台风停工"
    world.must("2026-10-30 10:00", WATER, reached(id, on="2026-10-28"))
    assert step(world.project(id)).late


def test_a_step_was_not_reached_before_it_was_planned() -> None:
    world, id = with_steps()
    refusal = world.refusal("2026-10-12 10:00", WATER, reached(id, on="2016-10-12"))
    assert (refusal.code, refusal.field) == ("milestone_before_the_plan", "data.reached_on")
    world.must("2026-10-12 10:00", WATER, reached(id, on="2026-09-01"))


def test_what_was_called_reached_by_mistake_is_waited_for_again() -> None:
    world, id = with_steps()
    world.must("2026-10-12 10:00", WATER, reached(id))
    world.must("2026-10-13 10:00", OFFICE, late(id))
    assert step(world.project(id)).reached_on is None
    assert waited(world.project(id))["reach_milestone"] == "10-30"


def test_a_mistyped_day_is_put_right_and_the_same_again_is_a_slip() -> None:
    world, id = with_steps()
    world.must("2026-10-20 10:00", WATER, reached(id, on="2026-10-19"))
    assert world.refused("2026-10-20 10:00", WATER, reached(id, on="2026-10-19")) == "nothing_changes"
    world.must("2026-10-20 10:00", WATER, reached(id, on="2026-10-12"))
    assert not step(world.project(id)).late


def test_days_and_steps_have_to_be_possible() -> None:
    world, id = with_steps()
    now = "2026-10-12 10:00"
    assert world.refused(now, WATER, reached(id, 3)) == "unknown_milestone"
    assert world.refused(now, WATER, reached(id, on="2026-10-13")) == "milestone_to_come"
    assert world.refused(now, WATER, late(id, until="2026-10-11")) == "day_in_the_past"
    assert world.refused(now, WATER, late(id, until="2026-10-16")) == "nothing_changes"
    assert world.refused(now, clerk("transport"), reached(id)) == "not_your_department"
    assert world.refused(now, DEPUTY, reached(id)) == "wrong_role"
