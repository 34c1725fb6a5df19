"""Open due dates follow the rules and the year's holidays."""

from datetime import date

import pytest

from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import handling as said
from shared.language.contracts.deadlines import CALENDAR, RULES
from tests.support.township import with_notice, with_rules
from tests.support.world import World, at
from tests.unit.chapters import Example
from tests.unit.handling.examples import (
    LADDER,
    acknowledged,
    acted,
    answered,
    assigned,
    contacted,
    fast_lane,
    waited,
)
from tests.unit.handling.world import OFFICE, HandlingWorld, clerk

TRANSPORT = clerk("transport")
EXAMPLES = [Example(said.CountItemsAnew(because=CALENDAR), SYSTEM, ())]
WINTER = "2026-11-05 10:00"
"""Three months from here end on 2027-02-05, in the Spring Festival by what is known without a notice."""
LATER, EARLIER = {"春节": "02-05..02-12"}, {"春节": "02-06..02-12"}


def told(world: World) -> list[str]:
    return [type for type in world.types() if "due_" in type]


def due(world: HandlingWorld, id: str) -> tuple[object, ...]:
    item = world.item(id)
    return item.due_on, item.due_at, item.due_why, item.provisional, item.period, item.unextended_due_on


def last_moved(world: World) -> said.ItemDueMoved:
    moved = [event for event in world.events if isinstance(event, said.ItemDueMoved)]
    return moved[-1]


def test_a_notice_that_frees_more_days_gives_more_time_and_says_so() -> None:
    world, id = assigned(when=WINTER)
    assert (world.item(id).due_on, world.item(id).provisional) == (date(2027, 2, 11), True)

    world.hears_all("2026-11-20 09:00", with_notice(2027, **LATER))

    item = world.item(id)
    assert (item.due_on, item.due_at, item.provisional) == (
        date(2027, 2, 15),
        at("2027-02-16 00:00"),
        False,
    )
    assert "2027年2月15日" in item.due_why.zh
    moved = last_moved(world).moved
    assert (moved.was, moved.now, moved.because) == (at("2027-02-12 00:00"), item.due_at, CALENDAR)


def test_a_notice_that_has_a_day_worked_shortens_the_time() -> None:
    world, id = assigned(when=WINTER)
    world.hears_all("2026-11-20 09:00", with_notice(2027, **EARLIER))
    assert world.item(id).due_on == date(2027, 2, 5)


def test_the_ladder_moves_with_the_due_date() -> None:
    world, id = assigned(when=WINTER)
    world.hears_all("2026-11-20 09:00", with_notice(2027, **LATER))
    assert waited(world.item(id))["answer"] == "02-15"
    world.advance(at("2027-02-22 12:00"))
    assert acted(world, id) == [
        "reminder 02-08 09:00",
        "reminder 02-14 09:00",
        "reminder 02-15 09:00",
        "urge 02-16 09:00",
        "escalation 02-22 09:00",
    ]


def test_what_stands_is_not_told_but_becomes_certain() -> None:
    world, id = assigned(when=WINTER)
    world.hears_all("2026-11-20 09:00", with_notice(2027, 春节="02-05..02-10"))
    item = world.item(id)
    assert told(world) == ["item.due_confirmed"]
    assert (item.due_on, item.provisional, "暂定" in item.due_why.zh) == (date(2027, 2, 11), False, False)


def test_what_a_notice_does_not_concern_is_left_alone() -> None:
    world, id = assigned()
    before = due(world, id)
    world.hears_all("2026-11-20 09:00", with_notice(2027, **LATER))
    assert (due(world, id), told(world)) == (before, [])


@pytest.mark.parametrize(("months", "due"), [("2 months", "2026-11-24"), ("4 months", "2027-01-25")])
def test_other_rules_move_open_due_dates_if_it_is_so_decided(months: str, due: str) -> None:
    world, id = assigned()
    world.hears_all("2026-10-12 09:00", with_rules(date(2026, 10, 12), ("reply.three_months", months)))
    assert world.item(id).due_on.isoformat() == due
    assert last_moved(world).moved.because == RULES


def test_other_rules_leave_open_due_dates_if_it_is_so_decided() -> None:
    world, id = assigned()
    before = due(world, id)
    rules = with_rules(date(2026, 10, 12), ("reply.three_months", "2 months"), open_deadlines="stay")
    world.hears_all("2026-10-12 09:00", rules)
    assert (due(world, id), told(world)) == (before, [])


def test_a_notice_does_not_bring_rules_that_left_open_due_dates_alone() -> None:
    world, id = assigned(when=WINTER)
    stay = with_rules(date(2026, 11, 10), ("reply.three_months", "2 months"), open_deadlines="stay")
    notice = with_notice(2027, **LATER)
    both = notice.model_copy(
        update={"township": notice.township.model_copy(update={"rules": stay.township.rules})}
    )
    world.hears_all("2026-11-20 09:00", stay, both)
    assert world.item(id).due_on == date(2027, 2, 15)


def test_rules_to_come_move_due_dates_with_their_first_day() -> None:
    world, id = assigned()
    change = with_rules(date(2026, 10, 20), ("reply.three_months", "2 months"))
    world.hears_all("2026-10-12 09:00", change)
    world.advance(at("2026-10-20 00:00"))
    assert world.item(id).due_on == date(2026, 12, 24)
    world.advance(at("2026-10-20 00:01"))
    assert world.item(id).due_on == date(2026, 11, 24)


def test_a_later_decision_for_the_same_day_takes_the_place_of_the_first() -> None:
    world, id = assigned()
    first = with_rules(date(2026, 10, 20), ("reply.three_months", "2 months"))
    second = with_rules(date(2026, 10, 20), ("reply.three_months", "2 months"), open_deadlines="stay")
    world.hears_all("2026-10-12 09:00", first)
    world.hears_all("2026-10-13 09:00", second)
    world.advance(at("2026-10-21 09:00"))
    assert (world.item(id).due_on, told(world)) == (date(2026, 12, 24), [])


def test_no_due_date_is_moved_into_the_past() -> None:
    world, id = assigned()
    world.hears_all("2026-12-10 09:00", with_rules(date(2026, 12, 10), ("reply.three_months", "2 months")))
    item = world.item(id)
    assert (item.due_on, item.due_at) == (date(2026, 12, 10), at("2026-12-11 00:00"))
    assert "2026-11-24" in item.due_why.zh


def test_a_day_of_rest_is_no_last_day_even_then() -> None:
    world, id = assigned()
    world.hears_all("2026-12-12 09:00", with_rules(date(2026, 12, 12), ("reply.three_months", "2 months")))
    assert world.item(id).due_on == date(2026, 12, 14)


def test_what_is_overdue_stays_overdue_unless_there_is_time_again() -> None:
    world, id = assigned("complex_15_days")
    world.hears_all(
        "2026-11-20 09:00",
        with_rules(date(2026, 11, 20), ("reply.complex_15_days", "20 calendar_days")),
    )
    assert (world.item(id).due_on, told(world)) == (date(2026, 10, 9), ["item.due_confirmed"])
    world.hears_all(
        "2026-11-23 09:00",
        with_rules(date(2026, 11, 23), ("reply.complex_15_days", "90 calendar_days")),
    )
    assert world.item(id).due_on == date(2026, 12, 23)


def extended(until: date) -> tuple[HandlingWorld, str]:
    world, id = acknowledged()
    ask = said.RequestExtension(item_id=id, until=until, reason="闸板须定制")
    world.must("2026-10-12 09:00", TRANSPORT, ask)
    world.must("2026-10-13 09:00", OFFICE, said.ApproveExtension(item_id=id))
    return world, id


def test_a_granted_day_stays_and_the_time_without_it_is_counted_anew() -> None:
    world, id = extended(date(2027, 1, 29))
    why = world.item(id).due_why
    world.hears_all("2026-10-20 09:00", with_rules(date(2026, 10, 20), ("reply.three_months", "2 months")))
    item = world.item(id)
    assert (item.due_on, item.due_why) == (date(2027, 1, 29), why)
    assert item.unextended_due_on == date(2026, 11, 24)
    assert told(world) == ["item.due_confirmed"]


def test_a_granted_day_gives_way_to_a_longer_time() -> None:
    world, id = extended(date(2027, 1, 29))
    world.hears_all("2026-10-20 09:00", with_rules(date(2026, 10, 20), ("reply.three_months", "6 months")))
    assert world.item(id).due_on == date(2027, 3, 24)


def test_a_granted_day_that_is_a_rest_day_by_now_ends_with_the_next_working_day() -> None:
    world, id = extended(date(2027, 1, 29))
    world.hears_all("2026-11-20 09:00", with_notice(2027, 元旦="01-29..01-31"))
    item = world.item(id)
    assert (item.due_on, item.provisional) == (date(2027, 2, 1), False)
    assert "2027-02-01" in item.due_why.zh


def test_a_small_matter_follows_its_own_rule() -> None:
    world, id = fast_lane("2026-10-12 09:00")
    rule, due = world.item(id).rule, world.item(id).due_on
    world.hears_all("2026-10-13 09:00", with_rules(date(2026, 10, 13), (f"reply.{rule}", "20 calendar_days")))
    assert due != world.item(id).due_on == date(2026, 11, 2)


def test_an_item_whose_reply_rule_is_gone_keeps_its_time() -> None:
    world, id = assigned("utility_24_hours", "2026-10-12 09:00")
    before = due(world, id)
    world.hears_all("2026-10-12 10:00", with_rules(date(2026, 10, 12), rule_set="chongqing"))
    assert due(world, id) == before


def test_a_stopped_clock_is_left_alone() -> None:
    world, id = answered()
    before = due(world, id)
    world.hears_all("2026-10-20 09:00", with_rules(date(2026, 10, 20), ("reply.three_months", "2 months")))
    assert due(world, id) == before


def test_work_goes_on_under_the_new_date() -> None:
    world, id = acknowledged()
    world.hears_all("2026-10-12 09:00", with_rules(date(2026, 10, 12), ("reply.three_months", "2 months")))
    contacted(world, id, when="2026-10-13 09:00", times=1)
    world.advance(at("2026-12-05 10:00"))
    acts = [act.kind for act in world.item(id).supervisions if act.kind in LADDER]
    assert acts == ["reminder", "reminder", "reminder", "urge", "escalation"]
