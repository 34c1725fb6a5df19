"""Promises outlive their item; projects show a light."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.handling.domain.project import PROJECT_TABLE
from services.handling.domain.promise import PROMISE_TABLE
from shared.contracts import handling as said
from shared.contracts.base import Role
from shared.contracts.envelope import Actor
from tests.unit.handling.examples import PROMISE, answered
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, World, at, chief, clerk
from tests.unit.state_tables import allowed_commands

PLAN = said.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")


def promised() -> tuple[World, str]:
    world, _ = answered(PROMISE)
    return world, world.promises()[0].promise_id


def fulfil(id: str) -> said.FulfilPromise:
    return said.FulfilPromise(promise_id=id, evidence="沥青全部铺完")


def test_a_promise_is_kept_by_its_owner_with_evidence() -> None:
    world, id = promised()
    assert world.refused("2026-11-16 16:00", clerk("water"), fulfil(id)) == "not_your_department"
    assert world.refused("2026-11-16 16:00", DEPUTY, fulfil(id)) == "wrong_role"
    world.must("2026-11-16 16:00", clerk("transport"), fulfil(id))
    (promise,) = world.promises()
    assert (promise.state, promise.evidence, promise.fulfilled_at) == (
        "fulfilled",
        "沥青全部铺完",
        at("2026-11-16 16:00"),
    )
    assert world.timers == {}


def test_a_promise_is_overdue_when_its_day_has_ended_and_not_before() -> None:
    world, _ = promised()
    world.advance(at("2026-11-18 23:59"))
    assert world.promises()[0].state == "open"
    world.advance(at("2026-11-19 00:00"))
    assert world.promises()[0].state == "overdue"


def test_an_overdue_promise_can_still_be_kept_but_only_once() -> None:
    world, id = promised()
    world.must("2026-11-20 10:00", chief("transport"), fulfil(id))
    assert world.promises()[0].state == "fulfilled"
    assert world.refused("2026-11-21 10:00", chief("transport"), fulfil(id)) == "wrong_state"


def test_the_day_of_a_kept_promise_passes_unnoticed() -> None:
    world, id = promised()
    world.must("2026-11-16 16:00", clerk("transport"), fulfil(id))
    assert world.hears("2026-11-19 00:00", said.PromiseDue(promise_id=id)) == "it was kept in time"


def test_what_promises_and_projects_allow() -> None:
    assert allowed_commands(PROMISE_TABLE) == {
        "open": {said.FulfilPromise},
        "overdue": {said.FulfilPromise},
        "fulfilled": set(),
    }
    assert all(commands == {said.ReportProject} for commands in allowed_commands(PROJECT_TABLE).values())


def planned() -> tuple[World, str]:
    world = World()
    return world, world.snapshot_of(world.must("2026-09-01 09:00", OFFICE, PLAN)).project_id


@pytest.mark.parametrize(
    ("changes", "code"), [({"department": "castle"}, "unknown_department"), ({"leader": "king"}, "unknown_leader")]
)
def test_a_project_has_a_department_and_a_leader_that_exist(changes: dict[str, str], code: str) -> None:
    assert World().refused("2026-09-01 09:00", OFFICE, PLAN.model_copy(update=changes)) == code


@pytest.mark.parametrize(
    ("actor", "code"),
    [
        (HEAD, None),
        (OFFICE, None),
        (Actor("leader-2", Role.LEADER), None),
        (Actor("leader-1", Role.LEADER), "not_your_project"),
        (clerk("water"), None),
        (clerk("power"), "not_your_department"),
        (DEPUTY, "wrong_role"),
    ],
)
def test_who_reports_on_a_project(actor: Actor, code: str | None) -> None:
    world, id = planned()
    refusal = world.do(
        "2026-09-03 09:40",
        actor,
        said.ReportProject(project_id=id, planned_percent=Decimal(55), actual_percent=Decimal(48)),
    )
    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("planned_percent", "actual_percent", "light"),
    [
        ("60", "70", "green"),
        ("55", "48", "green"),
        ("60", "50.01", "green"),
        ("60", "50", "yellow"),
        ("60", "45", "yellow"),
        ("60", "30", "yellow"),
        ("60", "29.99", "red"),
    ],
)
def test_the_light_follows_from_the_points_behind_plan(planned_percent: str, actual_percent: str, light: str) -> None:
    world, id = planned()
    report = said.ReportProject(
        project_id=id, planned_percent=Decimal(planned_percent), actual_percent=Decimal(actual_percent)
    )
    world.must("2026-09-03 09:40", HEAD, report)
    project = world.things["project", id]
    assert (project.state, project.reports[-1].light) == (light, light)


PERCENT = st.decimals(min_value=0, max_value=100, places=2)


@given(plan=PERCENT, actual=PERCENT, better=PERCENT)
def test_more_done_never_shows_a_worse_light(plan: Decimal, actual: Decimal, better: Decimal) -> None:
    def light(done: Decimal) -> int:
        world, id = planned()
        world.must(
            "2026-09-03 09:40", HEAD, said.ReportProject(project_id=id, planned_percent=plan, actual_percent=done)
        )
        return ("green", "yellow", "red").index(world.things["project", id].state)

    assert light(max(actual, better)) <= light(min(actual, better))


def test_the_promised_day_is_the_one_of_the_answer() -> None:
    world, _ = promised()
    assert world.promises()[0].due_on == date(2026, 11, 18)
