"""More time: asked for, granted, refused."""

from datetime import date

import pytest

from shared.language.contracts import handling as said
from shared.language.contracts.intake import TopicSnapshot
from tests.support.world import at
from tests.unit.handling.examples import (
    ASSIGN,
    ASSIGNED_AT,
    SOON,
    a_world,
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
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id))
    item = world.item(id)
    assert (item.state, item.due_on) == ("in_progress", date(2026, 10, 30))
    assert "2026-10-30" in item.due_why.zh
    assert "2026-10-30" in item.due_why.en


def test_more_time_until_a_rest_day_ends_on_the_next_working_day() -> None:
    world, id = asked(date(2026, 10, 31))
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id))
    assert world.item(id).due_on == date(2026, 11, 2)


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
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id))
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
    event = world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id))
    assert isinstance(event, said.ItemExtended)
    assert event.item.provisional is provisional


def test_the_limit_counts_from_the_due_day_itself() -> None:
    """L25: three months from 2026-10-09 are over on Saturday 2027-01-09, so on Monday."""
    world, id = asked(date(2027, 1, 11))
    assert world.item(id).extensions[-1].until == date(2027, 1, 11)


@pytest.mark.parametrize(("when", "granted"), [("2026-11-02 23:59", True), ("2026-11-03 00:01", False)])
def test_more_time_that_has_run_out_is_not_granted(when: str, granted: bool) -> None:
    world, id = asked(date(2026, 10, 31))
    command = said.ApproveExtension(item_id=id)
    if granted:
        world.must(when, OFFICE, command)
        return
    assert world.refused(when, OFFICE, command) == "extension_has_passed"
    world.must(when, OFFICE, said.RefuseExtension(item_id=id, reason="已过"))
    assert world.item(id).state == "in_progress"


def with_topic() -> tuple[HandlingWorld, str]:
    """More time is asked for, for an item whose topic has a lead and a co-signer who has confirmed."""
    world = a_world()
    topic = TopicSnapshot(
        topic_id="T1",
        state="discussed",
        title="路灯",
        text="",
        origin="deputy",
        lead_id="deputy-01",
        co_signers=("deputy-04", "deputy-05"),
        confirmed_by=("deputy-04",),
        created_at=at("2026-09-02 09:00"),
    )
    world.knows("topic", topic)
    event = world.must(ASSIGNED_AT, OFFICE, ASSIGN.model_copy(update={"rule": "complex_15_days"}))
    id = world.snapshot_of(event).item_id
    world.must(SOON, TRANSPORT, said.AcknowledgeItem(item_id=id))
    asked_for = said.RequestExtension(item_id=id, until=date(2026, 10, 30), reason="闸板须定制")
    world.must(SOON, TRANSPORT, asked_for)
    return world, id


@pytest.mark.parametrize("granted", [True, False])
def test_lead_and_confirmed_co_signers_hear_of_it_whether_granted_or_refused(granted: bool) -> None:
    world, id = with_topic()
    refused = said.RefuseExtension(item_id=id, reason="可提前备料")
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id) if granted else refused)
    assert world.item(id).extensions[-1].told == ("deputy-01", "deputy-04")


def test_what_nobody_decides_by_the_due_date_is_said_to_be_undecided_once() -> None:
    world, id = with_topic()
    world.advance(at("2026-10-20 10:00"))
    assert world.types().count("item.extension_undecided") == 1
    (extension,) = world.item(id).extensions
    assert (extension.undecided_at, extension.told) == (at("2026-10-10 00:00"), ("deputy-01", "deputy-04"))
    assert world.item(id).state == "extension_requested"
    world.must("2026-10-20 11:00", OFFICE, said.ApproveExtension(item_id=id))
    (extension,) = world.item(id).extensions
    assert (extension.approved, extension.was_due_at) == (True, at("2026-10-10 00:00"))


def test_what_is_decided_in_time_is_never_said_to_be_undecided() -> None:
    world, id = asked(date(2026, 10, 30))
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id))
    world.advance(at("2026-11-20 10:00"))
    assert "item.extension_undecided" not in world.types()


def test_a_due_date_that_moves_meanwhile_is_waited_for() -> None:
    world, id = asked(date(2026, 10, 30))
    longer = said.CorrectAssignment(item_id=id, reason="选错了", rule="three_months")
    world.must("2026-09-30 10:00", OFFICE, longer)
    world.advance(at("2026-10-20 10:00"))
    assert "item.extension_undecided" not in world.types()
