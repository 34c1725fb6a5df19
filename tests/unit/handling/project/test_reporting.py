"""Reports on projects, and the light they show."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import law_of
from shared.language.contracts import handling as said
from shared.language.contracts.directory import TownshipLists
from shared.language.contracts.envelope import Role
from shared.language.directory.amending import amended
from tests.support.township import after_the_term_of
from tests.support.world import at
from tests.unit.handling.examples import (
    called,
    planned,
    waited,
)
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, clerk


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
def test_the_light_follows_from_the_points_behind_plan(
    planned_percent: str, actual_percent: str, light: str
) -> None:
    world, id = planned()
    report = said.ReportProject(
        project_id=id, planned_percent=Decimal(planned_percent), actual_percent=Decimal(actual_percent)
    )
    world.must("2026-09-03 09:40", HEAD, report)
    project = world.things["project", id]
    assert (project.state, project.reports[-1].light) == (light, light)


def test_when_the_leader_has_left_who_is_in_charge_of_the_department_reports() -> None:
    world, id = planned()
    report = said.ReportProject(project_id=id, planned_percent=Decimal(55), actual_percent=Decimal(48))
    left = after_the_term_of("leader-2", date(2026, 9, 2))
    (water,) = (one for one in left.lists.departments if one.code == "water")
    next_one = water.model_copy(update={"leader": "leader-1"})
    lists = amended(left.lists, TownshipLists(departments=(next_one,)))
    world.law = law_of(left.model_copy(update={"lists": lists}))
    assert world.refused("2026-09-03 09:40", Actor("leader-3", Role.LEADER), report) == "not_your_project"
    world.must("2026-09-03 09:40", Actor("leader-1", Role.LEADER), report)


PERCENT = st.decimals(min_value=0, max_value=100, places=2)


@given(plan=PERCENT, actual=PERCENT, better=PERCENT)
def test_more_done_never_shows_a_worse_light(plan: Decimal, actual: Decimal, better: Decimal) -> None:
    def light(done: Decimal) -> int:
        world, id = planned()
        world.must(
            "2026-09-03 09:40",
            HEAD,
            said.ReportProject(project_id=id, planned_percent=plan, actual_percent=done),
        )
        return ("green", "yellow", "red").index(world.things["project", id].reports[-1].light)

    assert light(max(actual, better)) <= light(min(actual, better))


def test_a_report_is_waited_for_each_month_and_each_report_puts_it_off() -> None:
    world, id = planned()
    assert waited(world.things["project", id]) == {"report_project": "10-08"}
    report = said.ReportProject(project_id=id, planned_percent=Decimal(60), actual_percent=Decimal(55))
    world.must("2026-09-22 14:00", OFFICE, report)
    assert waited(world.things["project", id]) == {"report_project": "10-22"}
    world.advance(at("2026-11-06 12:00"))
    assert called(world, "report_project")[-3:] == [
        "urge 10-23 09:00 department department_head leader",
        "escalation 10-29 09:00 department head presidium",
        "escalation 11-05 09:00 department head presidium",
    ]
