"""The closing time of an open ballot follows the rules and the year's holidays."""

from datetime import date, timedelta

from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import evaluation as said
from shared.language.contracts.deadlines import CALENDAR
from tests.support.township import with_notice, with_rules
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.evaluation.builders import CLOSES_AT, OPENED_AT
from tests.unit.evaluation.world import EvaluationWorld

EXAMPLES = [Example(said.CountBallotsAnew(because=CALENDAR), SYSTEM, ())]
OPEN_FOR = "ballot.open_for"


def opened(when: str = "2026-10-14 16:00") -> tuple[EvaluationWorld, str]:
    world = EvaluationWorld()
    return world, world.opens(when)


def closed(world: EvaluationWorld) -> bool:
    return "ballot.closed" in world.types()


def test_a_shorter_time_closes_the_ballot_earlier_and_only_once() -> None:
    world, id = opened()
    numbers = ((OPEN_FOR, "7 calendar_days"), ("ballot.extensions_at_most", "0"))
    world.hears_all("2026-10-16 09:00", with_rules(date(2026, 10, 16), *numbers))
    assert world.ballot(id).closes_at == at("2026-10-22 00:00")
    assert not closed(world)
    world.advance(at("2026-10-22 00:00"))
    assert closed(world)
    world.advance(CLOSES_AT + timedelta(days=1))
    assert world.types().count("ballot.closed") == 1


def test_a_longer_time_keeps_the_ballot_open() -> None:
    world, id = opened()
    world.hears_all("2026-10-16 09:00", with_rules(date(2026, 10, 16), (OPEN_FOR, "1 month")))
    world.advance(CLOSES_AT)
    ballot = world.ballot(id)
    assert (ballot.state, ballot.extended, ballot.closes_at) == ("open", False, at("2026-11-17 00:00"))


def test_a_notice_moves_the_closing_time_and_makes_it_certain() -> None:
    world, id = opened("2027-01-22 10:00")
    assert (world.ballot(id).closes_at, world.ballot(id).provisional) == (at("2027-02-12 00:00"), True)
    world.hears_all("2027-01-25 09:00", with_notice(2027, 春节="02-06..02-12"))
    assert (world.ballot(id).closes_at, world.ballot(id).provisional) == (at("2027-02-06 00:00"), False)


def test_time_that_was_given_again_counts_from_the_closing_time_before() -> None:
    world, id = opened()
    world.advance(CLOSES_AT)
    assert world.ballot(id).extended
    world.hears_all("2026-10-30 09:00", with_rules(date(2026, 10, 30), (OPEN_FOR, "7 calendar_days")))
    assert world.ballot(id).closes_at == at("2026-11-05 00:00")


def test_no_ballot_is_closed_in_the_past_and_counting_twice_changes_nothing() -> None:
    world, id = opened()
    change = with_rules(date(2026, 10, 26), (OPEN_FOR, "7 calendar_days"))
    world.hears_all("2026-10-26 09:00", change)
    before = world.ballot(id)
    assert (before.state, before.closes_at) == ("open", at("2026-10-27 00:00"))
    world.hears_all("2026-10-26 10:00", change)
    assert world.ballot(id) == before


def test_a_closed_ballot_is_left_alone() -> None:
    world, id = opened()
    world.advance(CLOSES_AT + timedelta(days=20))
    before = world.ballot(id)
    world.hears_all("2026-12-01 09:00", with_rules(date(2026, 12, 1), (OPEN_FOR, "3 months")))
    assert (before.state, world.ballot(id)) == ("closed", before)
    assert before.closes_at > OPENED_AT
