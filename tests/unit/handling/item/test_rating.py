"""The deputies' ballots reach their item, in whatever order they are told of."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from shared.kernel.messages.base import Event
from shared.language.contracts import handling as said
from shared.language.contracts.evaluation import BallotOpened
from tests.support.world import at
from tests.unit.handling.examples import ANSWER, a_ballot, answered, closed, contacted, publish
from tests.unit.handling.world import HandlingWorld, clerk

CLOSING = "2026-10-27 00:00"
LATER = "2026-10-27 00:03"


def test_an_open_ballot_is_rating() -> None:
    world, id = answered()
    world.hears("2026-10-12 16:00", BallotOpened(ballot=a_ballot(world.item(id))))
    assert (world.item(id).state, world.item(id).ballot_id) == ("rating", "B1")


@pytest.mark.parametrize(
    ("outcome", "state"), [("satisfied", "satisfied"), ("redo", "redo"), ("to_congress", "referred")]
)
def test_the_result_decides_whether_the_opening_was_heard_of_first_or_not(outcome: str, state: str) -> None:
    for order in permutations((0, 1)):
        world, id = answered()
        ballot = a_ballot(world.item(id))
        events: tuple[Event, ...] = (BallotOpened(ballot=ballot), closed(ballot, outcome))
        for index in order:
            world.hears(LATER, events[index])
        assert world.item(id).state == state


def test_satisfied_items_are_closed_when_the_ballot_closed_not_when_we_heard_of_it() -> None:
    world, id = answered()
    world.hears(LATER, closed(a_ballot(world.item(id)), "satisfied"))
    assert world.item(id).closed_at == at(CLOSING)
    assert world.timers == {}


def redone() -> tuple[HandlingWorld, str]:
    world, id = answered()
    world.hears("2026-10-29 00:03", closed(a_ballot(world.item(id), closes="2026-10-29 00:00"), "redo"))
    return world, id


def test_doing_it_again_takes_one_month_from_the_closing_of_the_ballot() -> None:
    world, id = redone()
    item = world.item(id)
    assert (item.round, item.clock_started_at, item.due_on) == (2, at("2026-10-29 00:00"), date(2026, 11, 30))
    assert "自2026年10月28日起1个月" in item.due_why.zh
    assert "届满日2026年11月28日适逢休息日（11月28日至11月29日周末）" in item.due_why.zh


@pytest.mark.parametrize(
    ("closes", "due_on"),
    [
        ("2026-11-04 23:59", date(2026, 12, 4)),
        ("2026-11-05 00:00", date(2026, 12, 4)),
        ("2026-11-05 00:01", date(2026, 12, 7)),
    ],
)
def test_a_ballot_that_closes_at_24_counts_as_of_the_day_that_ends(closes: str, due_on: date) -> None:
    """L25: from the next day it would be one day too many."""
    world, id = answered()
    world.hears("2026-11-06 09:00", closed(a_ballot(world.item(id), closes=closes), "redo"))
    assert world.item(id).due_on == due_on


def test_doing_it_again_needs_new_contacts() -> None:
    world, id = redone()
    command = said.DraftAnswer.model_validate({"item_id": id, **ANSWER})
    assert world.refused("2026-10-30 10:00", clerk("transport"), command) == "contacts_missing"
    contacted(world, id, "2026-10-30 10:00")
    assert world.item(id).state == "in_progress"
    publish(world, id, "2026-11-05 15:00")
    assert [answer.round for answer in world.item(id).answers] == [1, 2]


def test_the_first_rounds_ballot_says_nothing_about_the_second() -> None:
    world, id = answered()
    first = a_ballot(world.item(id), closes="2026-10-29 00:00")
    world.hears("2026-10-29 00:03", closed(first, "redo"))
    contacted(world, id, "2026-10-30 10:00")
    publish(world, id, "2026-11-05 15:00")
    assert world.hears("2026-11-05 15:01", BallotOpened(ballot=first))
    assert world.hears("2026-11-05 15:02", closed(first, "redo"))
    assert (world.item(id).state, world.item(id).round) == ("answered", 2)


@pytest.mark.parametrize("outcome", ["no_quorum", "no_opinion"])
def test_a_ballot_that_says_nothing_leaves_the_item_answered_and_open_to_another(outcome: str) -> None:
    for order in permutations((0, 1)):
        world, id = answered()
        first, second = a_ballot(world.item(id)), a_ballot(world.item(id), "B2")
        events: tuple[Event, ...] = (BallotOpened(ballot=first), closed(first, outcome))
        for index in order:
            world.hears(LATER, events[index])
        assert (world.item(id).state, world.item(id).ballot_id) == ("answered", None)
        world.hears(LATER, BallotOpened(ballot=second))
        world.hears(LATER, closed(second, "satisfied"))
        assert (world.item(id).state, world.item(id).ballot_id) == ("satisfied", "B2")


def test_a_lapsed_ballot_does_not_end_the_one_that_followed_it() -> None:
    world, id = answered()
    item = world.item(id)
    world.hears(LATER, BallotOpened(ballot=a_ballot(item, "B2")))
    assert world.hears(LATER, closed(a_ballot(item, "B1"), "no_quorum"))
    assert world.item(id).ballot_id == "B2"


def test_a_ballot_of_another_round_is_ignored() -> None:
    world, id = answered()
    ahead = a_ballot(replace(world.item(id), round=2))
    assert world.hears(LATER, BallotOpened(ballot=ahead))
    assert world.hears(LATER, closed(ahead, "satisfied"))
    assert world.item(id).state == "answered"


@pytest.mark.parametrize(("closes", "provisional"), [("2026-11-28 00:00", False), ("2026-12-02 00:00", True)])
def test_a_new_period_into_a_year_without_its_notice_is_provisional(closes: str, provisional: bool) -> None:
    """L26: the due day may move with the holidays."""
    world, id = answered()
    world.hears("2026-12-03 09:00", closed(a_ballot(world.item(id), closes=closes), "redo"))
    assert world.item(id).provisional is provisional
