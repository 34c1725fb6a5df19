"""More time: asked for, granted, refused."""

from datetime import date

import pytest

from shared.language.contracts import handling as said
from tests.unit.handling.examples import (
    SOON,
    acknowledged,
    contacted,
)
from tests.unit.handling.world import OFFICE, HandlingWorld, clerk

TRANSPORT = clerk("transport")


def asked(until: date, rule: str = "complex_15_days") -> tuple[HandlingWorld, str]:
    world, id = acknowledged(rule)
    world.must(SOON, TRANSPORT, said.RequestExtension(item_id=id, until=until, reason="闸板须定制"))
    return world, id


def test_more_time_moves_the_due_date_and_says_why() -> None:
    world, id = asked(date(2026, 10, 30))
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id, told=("deputy-01",)))
    item = world.item(id)
    assert (item.state, item.due_on) == ("in_progress", date(2026, 10, 30))
    assert "2026-10-30" in item.due_why.zh
    assert "2026-10-30" in item.due_why.en


def test_more_time_until_a_rest_day_ends_on_the_next_working_day() -> None:
    world, id = asked(date(2026, 10, 31))
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id, told=("deputy-01",)))
    assert world.item(id).due_on == date(2026, 11, 2)


def test_deputies_who_are_told_are_deputies() -> None:
    world, id = asked(date(2026, 10, 30))
    command = said.ApproveExtension(item_id=id, told=("deputy-01", "somebody"))
    assert world.refused("2026-09-30 10:00", OFFICE, command) == "unknown_deputy"


def test_more_time_refused_leaves_the_due_date_and_keeps_the_reason() -> None:
    world, id = asked(date(2026, 10, 30))
    world.must("2026-09-30 10:00", OFFICE, said.RefuseExtension(item_id=id, reason="可提前备料"))
    item = world.item(id)
    assert (item.state, item.due_on) == ("in_progress", date(2026, 10, 9))
    assert item.extensions[0].approved is False
    assert item.extensions[0].refused_reason == "可提前备料"


@pytest.mark.parametrize("until", [date(2026, 10, 9), date(2026, 10, 1), date(2027, 1, 12)])
def test_more_time_lies_after_the_due_date_and_within_three_months(until: date) -> None:
    world, id = acknowledged("complex_15_days")
    command = said.RequestExtension(item_id=id, until=until, reason="缺料")
    assert world.refused(SOON, TRANSPORT, command) == "extension_out_of_range"


def test_asking_twice_does_not_give_twice_three_months() -> None:
    world, id = asked(date(2027, 1, 8))
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id, told=("deputy-01",)))
    again = said.RequestExtension(item_id=id, until=date(2027, 2, 8), reason="缺料")
    assert world.refused("2026-10-08 10:00", TRANSPORT, again) == "extension_out_of_range"


def test_more_time_is_not_asked_for_when_it_has_run_out() -> None:
    world, id = acknowledged("complex_15_days")
    command = said.RequestExtension(item_id=id, until=date(2026, 10, 30), reason="缺料")
    assert world.refused("2026-10-10 09:00", TRANSPORT, command) == "already_overdue"


def test_work_goes_on_while_more_time_is_asked_for() -> None:
    world, id = asked(date(2026, 10, 30))
    contacted(world, id, times=1)
    assert world.item(id).state == "extension_requested"


@pytest.mark.parametrize(("until", "provisional"), [(date(2026, 12, 31), False), (date(2027, 1, 4), True)])
def test_more_time_into_a_year_without_its_notice_is_provisional(until: date, provisional: bool) -> None:
    world, id = asked(until)
    assert not world.item(id).provisional
    event = world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id, told=("deputy-01",)))
    assert isinstance(event, said.ItemExtended)
    assert event.item.provisional is provisional


def test_the_limit_counts_from_the_due_day_itself() -> None:
    """L25: three months from 2026-10-09 are over on Saturday 2027-01-09, so on Monday."""
    world, id = asked(date(2027, 1, 11))
    assert world.item(id).extensions[-1].until == date(2027, 1, 11)


@pytest.mark.parametrize(("when", "granted"), [("2026-11-02 23:59", True), ("2026-11-03 00:01", False)])
def test_more_time_that_has_run_out_is_not_granted(when: str, granted: bool) -> None:
    world, id = asked(date(2026, 10, 31))
    command = said.ApproveExtension(item_id=id, told=("deputy-01",))
    if granted:
        world.must(when, OFFICE, command)
        return
    assert world.refused(when, OFFICE, command) == "extension_has_passed"
    world.must(when, OFFICE, said.RefuseExtension(item_id=id, reason="已过"))
    assert world.item(id).state == "in_progress"
