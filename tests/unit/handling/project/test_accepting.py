"""What is reported done is looked at, and accepted or not."""

from datetime import date
from decimal import Decimal

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.world import at
from tests.unit.handling.examples import planned, waited
from tests.unit.handling.world import HEAD, OFFICE, HandlingWorld, clerk

PRESIDIUM = Actor("deputy-07", Role.PRESIDIUM)
DAY = date(2026, 12, 18)
LOOKERS = ("deputy-01", "deputy-04")


def reported(percent: int, when: str = "2026-12-15 09:00") -> tuple[HandlingWorld, str]:
    world, id = planned()
    report(world, id, percent, when)
    return world, id


def report(world: HandlingWorld, id: str, percent: int, when: str) -> None:
    said_so = said.ReportProject(project_id=id, planned_percent=Decimal(100), actual_percent=Decimal(percent))
    world.must(when, clerk("water"), said_so)


def accept(id: str, day: date = DAY, by_whom: tuple[str, ...] = LOOKERS) -> said.AcceptProject:
    return said.AcceptProject(
        project_id=id, day=day, by_whom=by_whom, result="全线通水", cost=Decimal("1185000.00")
    )


def refusal(id: str) -> said.RefuseAcceptance:
    return said.RefuseAcceptance(project_id=id, day=DAY, by_whom=LOOKERS, reason="末端水压不足")


def test_a_project_that_is_reported_done_waits_for_its_acceptance() -> None:
    world, id = reported(100)
    assert world.types()[-1] == "project.reported_done"
    assert waited(world.things["project", id]) == {"accept_project": "01-15"}


def test_acceptance_ends_it_with_day_people_result_and_cost() -> None:
    world, id = reported(100)
    world.must("2026-12-20 09:00", OFFICE, accept(id))
    project = world.things["project", id]
    assert (project.state, project.ended_at, project.waiting) == ("accepted", at("2026-12-20 09:00"), ())
    (look,) = project.acceptances
    assert (look.day, look.by_whom, look.result, look.cost) == (
        DAY,
        LOOKERS,
        "全线通水",
        Decimal("1185000.00"),
    )


def test_what_is_not_accepted_shows_red_and_is_reported_on_again() -> None:
    world, id = reported(100)
    world.must("2026-12-20 09:00", OFFICE, refusal(id))
    project = world.things["project", id]
    assert (project.state, project.acceptances[-1].accepted) == ("red", False)
    assert waited(project) == {"report_project": "01-20"}
    report(world, id, 100, "2027-01-10 09:00")
    world.must("2027-01-12 09:00", OFFICE, accept(id, date(2027, 1, 11)))
    assert [look.accepted for look in world.things["project", id].acceptances] == [False, True]


def test_a_mistyped_hundred_is_taken_back_by_the_next_report() -> None:
    world, id = reported(100)
    report(world, id, 60, "2026-12-16 09:00")
    assert world.things["project", id].state == "red"


@pytest.mark.parametrize("percent", [0, 99])
def test_nobody_accepts_what_is_not_reported_done(percent: int) -> None:
    world, id = reported(percent)
    assert world.refused("2026-12-20 09:00", OFFICE, accept(id)) == "wrong_state"


@pytest.mark.parametrize("who", [clerk("water"), HEAD])
def test_nobody_accepts_their_own_work(who: Actor) -> None:
    world, id = reported(100)
    assert world.refused("2026-12-20 09:00", who, accept(id)) == "wrong_role"


@pytest.mark.parametrize("day", [date(2026, 12, 14), date(2026, 12, 21)])
def test_it_was_looked_at_after_the_report_and_not_in_the_future(day: date) -> None:
    world, id = reported(100)
    assert world.refused("2026-12-20 09:00", OFFICE, accept(id, day)) == "day_not_of_the_acceptance"


def test_who_looked_at_it_is_in_the_list_of_people() -> None:
    world, id = reported(100)
    assert world.refused("2026-12-20 09:00", OFFICE, accept(id, by_whom=("nobody",))) == "unknown_people"


def test_a_member_of_the_presidium_records_the_acceptance() -> None:
    world, id = reported(100)
    world.must("2026-12-20 09:00", PRESIDIUM, accept(id))
    assert world.things["project", id].acceptances[-1].recorded_by == PRESIDIUM.id
