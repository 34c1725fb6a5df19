"""The wrong department: declining, and the office's consent."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import end_of_day
from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import (
    ASSIGNED_AT,
    REASON,
    acknowledged,
    assigned,
    called,
    contacted,
    declined,
    waited,
)
from tests.unit.handling.world import OFFICE, clerk


def test_it_can_be_declined_until_the_end_of_the_tenth_day_which_a_holiday_moves() -> None:
    world, _ = declined("2026-10-08 23:59")
    assert "item.declined" in world.types()
    world, id = assigned()
    late = said.DeclineItem(item_id=id, reason=REASON)
    assert world.refused("2026-10-09 00:01", clerk("transport"), late) == "decline_too_late"


def test_receipt_is_not_acceptance() -> None:
    """L09: the days to decline are not over with the receipt (签收)."""
    world, id = acknowledged()
    world.must("2026-10-08 09:00", clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    assert world.item(id).state == "declined"


def test_who_has_begun_to_work_has_accepted() -> None:
    world, id = acknowledged()
    contacted(world, id, "2026-09-29 08:00", times=1)
    command = said.DeclineItem(item_id=id, reason=REASON)
    assert world.refused("2026-09-29 09:00", clerk("transport"), command) == "wrong_state"


def test_a_department_that_is_kept_to_it_goes_on_where_it_was() -> None:
    world, id = acknowledged()
    decline = said.DeclineItem(item_id=id, reason=REASON)
    world.must("2026-09-29 09:00", clerk("transport"), decline)
    world.must("2026-09-30 09:30", OFFICE, said.RejectDecline(item_id=id, reason="管养范围内"))
    assert world.item(id).state == "acknowledged"
    assert world.refused("2026-09-30 10:00", clerk("transport"), decline) == "decline_already_rejected"


def test_the_office_decides_in_time_or_hears_of_it_until_it_does() -> None:
    """L06: a refusal that nobody decides."""
    world, id = declined("2026-09-28 09:30")
    assert waited(world.item(id))["decide_decline"] == "10-08"
    world.advance(at("2026-10-31 12:00"))
    assert called(world, "decide_decline")[:6] == [
        "reminder 10-01 09:00 office",
        "reminder 10-07 09:00 office",
        "reminder 10-08 09:00 office",
        "urge 10-09 09:00 office head",
        "escalation 10-14 09:00 office head presidium",
        "escalation 10-21 09:00 office head presidium",
    ]


def test_consent_is_given_once_and_is_a_hop() -> None:
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    assert world.item(id).hops == 1
    for command in (said.ConsentDecline(item_id=id), said.RejectDecline(item_id=id, reason="属你")):
        assert world.refused("2026-09-30 09:31", OFFICE, command) == "decline_already_consented"


def test_a_rejected_refusal_gives_the_item_back_with_its_due_date_and_no_hop() -> None:
    world, id = declined()
    due_on = world.item(id).due_on
    world.must("2026-09-30 09:30", OFFICE, said.RejectDecline(item_id=id, reason="管养范围内"))
    item = world.item(id)
    assert (item.state, item.hops, item.due_on) == ("assigned", 0, due_on)
    assert item.declines[0].rejected_reason == "管养范围内"


@given(minutes=st.integers(min_value=0, max_value=60 * 24 * 40))
def test_declining_is_possible_exactly_up_to_the_last_day_that_the_refusal_names(minutes: int) -> None:
    world, id = assigned()
    when = ASSIGNED_AT + timedelta(minutes=minutes)
    refusal = world.do(when, clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    assert (refusal is None) == (when <= end_of_day(date(2026, 10, 8)))
