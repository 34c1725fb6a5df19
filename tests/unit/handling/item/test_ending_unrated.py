"""The office's note ends an item on which no ballot says anything, and no other."""

from datetime import timedelta

import pytest

from services.handling.domain.item.item import ANSWERED
from shared.language.contracts.evaluation import BallotOpened
from shared.language.contracts.handling import EndUnrated, ItemEndedUnrated
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.handling.examples import a_ballot, answered, closed
from tests.unit.handling.world import OFFICE, HandlingWorld, clerk

NOTE = "两次评议都未形成结果，经主席团研究，按现有答复办结。"
EXAMPLES = [Example(EndUnrated(item_id="I1", note=NOTE), OFFICE, (ANSWERED,))]
LATER = "2026-10-27 10:00"


def lapsed(outcome: str = "no_opinion") -> tuple[HandlingWorld, str]:
    world, id = answered()
    ballot = a_ballot(world.item(id))
    world.hears("2026-10-12 16:00", BallotOpened(ballot=ballot))
    world.hears("2026-10-27 00:03", closed(ballot, outcome))
    return world, id


@pytest.mark.parametrize("outcome", ["no_quorum", "no_opinion"])
def test_after_a_ballot_that_said_nothing_the_note_ends_the_item_and_stands_on_it(outcome: str) -> None:
    world, id = lapsed(outcome)
    (wait,) = world.item(id).waiting
    assert (wait.what, wait.role) == ("open_ballot", "office")
    told = world.must(LATER, OFFICE, EndUnrated(item_id=id, note=NOTE))
    assert isinstance(told, ItemEndedUnrated)
    item = world.item(id)
    assert (item.state, item.unrated_note, item.closed_at, item.waiting) == ("unrated", NOTE, at(LATER), ())
    assert world.timers == {}


def test_a_note_takes_no_ratings_place_until_none_could_be_opened_in_time() -> None:
    world, id = answered()
    command = EndUnrated(item_id=id, note=NOTE)
    refusal = world.refusal("2026-10-13 10:00", OFFICE, command)
    (wait,) = world.item(id).waiting
    assert refusal.code == "rating_to_come"
    assert world.refused(wait.due_at, OFFICE, command) == "rating_to_come"
    world.must(wait.due_at + timedelta(minutes=1), OFFICE, command)
    assert world.item(id).state == "unrated"


def test_while_deputies_vote_and_by_anybody_else_nothing_is_ended() -> None:
    world, id = answered()
    ballot = a_ballot(world.item(id))
    world.hears("2026-10-12 16:00", BallotOpened(ballot=ballot))
    command = EndUnrated(item_id=id, note=NOTE)
    assert world.refused("2026-10-13 10:00", OFFICE, command) == "wrong_state"
    world, id = lapsed()
    command = EndUnrated(item_id=id, note=NOTE)
    assert world.refused(LATER, clerk("transport"), command) == "wrong_role"
    world.must(LATER, OFFICE, command)
    assert world.refused(LATER, OFFICE, command) == "wrong_state"


def test_a_ballot_that_is_heard_of_when_the_note_has_ended_the_item_moves_nothing() -> None:
    world, id = lapsed()
    world.must(LATER, OFFICE, EndUnrated(item_id=id, note=NOTE))
    second = a_ballot(world.item(id), "B2")
    assert world.hears("2026-10-28 09:00", BallotOpened(ballot=second))
    assert world.hears("2026-11-12 09:00", closed(second, "redo"))
    assert world.item(id).state == "unrated"
