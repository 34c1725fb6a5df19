"""Every raiser is answered separately, once per item and round, in whatever order the news arrive."""

from itertools import permutations

import pytest

from shared.kernel.messages.base import Event
from shared.kernel.messages.errors import NotYetKnown
from shared.language.contracts import intake as said
from shared.language.contracts.handling import (
    ItemAnswered,
    ItemArchived,
    ItemAssigned,
    ItemDecided,
    ItemEndedUnrated,
    ItemEvent,
    ItemSatisfied,
)
from tests.unit.intake.news import CLOSED_AT, item
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, OFFICE, PROOF, SECRET, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def told(world: IntakeWorld, id: str) -> list[tuple[str, int]]:
    return [(answer.item_id, answer.round) for answer in world.submission(id).answers]


def test_each_raiser_gets_an_answer_and_an_event_of_their_own(world: IntakeWorld) -> None:
    _, ids = world.collected(3)
    world.hears(NOW, ItemAnswered(item=item("I1", ids)))
    assert [told(world, id) for id in ids] == [[("I1", 1)]] * 3
    assert world.types()[-3:] == ["submission.answered"] * 3
    assert {world.submission(id).state for id in ids} == {"answered"}


def test_an_answer_heard_twice_is_told_once(world: IntakeWorld) -> None:
    _, ids = world.collected(1)
    world.hears(NOW, ItemAnswered(item=item("I1", ids)))
    assert world.hears(NOW, ItemAnswered(item=item("I1", ids))) == ["the raiser has been told"]
    assert told(world, ids[0]) == [("I1", 1)]


def test_a_second_round_adds_its_answer_and_a_late_first_round_changes_nothing(world: IntakeWorld) -> None:
    _, ids = world.collected(1)
    world.hears(NOW, ItemAnswered(item=item("I2", ids, rounds=2)))
    world.hears(NOW, ItemAnswered(item=item("I2", ids, rounds=1)))
    assert told(world, ids[0]) == [("I2", 1), ("I2", 2)]


def test_a_raiser_sees_which_item_deals_with_the_matter(world: IntakeWorld) -> None:
    _, ids = world.collected(1)
    world.hears(NOW, ItemAssigned(item=item("I1", ids, rounds=0)))
    event = world.events[-1]
    assert isinstance(event, said.SubmissionItemAssigned)
    assert event.submission.item_id == "I1"
    assert event.submission.state == "merged"


@pytest.mark.parametrize("finished", [ItemSatisfied, ItemDecided, ItemEndedUnrated, ItemArchived])
def test_a_finished_item_closes_its_submissions(world: IntakeWorld, finished: type[ItemEvent]) -> None:
    _, ids = world.collected()
    world.hears(NOW, ItemAnswered(item=item("I1", ids)))
    world.hears(NOW, finished(item=item("I1", ids, closed=True)))
    assert {world.submission(id).state for id in ids} == {"closed"}
    assert {world.submission(id).closed_at for id in ids} == {CLOSED_AT}


def test_an_end_that_overtakes_the_answer_tells_the_answer_first(world: IntakeWorld) -> None:
    _, ids = world.collected(1)
    world.hears(NOW, ItemSatisfied(item=item("I1", ids, closed=True)))
    assert world.types()[-2:] == ["submission.answered", "submission.closed"]
    assert told(world, ids[0]) == [("I1", 1)]


def test_an_item_that_ends_without_an_answer_leaves_its_raisers_waiting(world: IntakeWorld) -> None:
    _, ids = world.collected(1)
    ignored = world.hears(NOW, ItemDecided(item=item("I1", ids, rounds=0, closed=True)))
    assert "the item has no answer that could be told" in ignored
    assert world.submission(ids[0]).state == "merged"


def test_a_submission_of_two_items_closes_with_the_last(world: IntakeWorld) -> None:
    _, ids = world.collected(1)
    for name in ("I1", "I2"):
        world.hears(NOW, ItemAssigned(item=item(name, ids, rounds=0)))
    world.hears(NOW, ItemSatisfied(item=item("I1", ids, closed=True)))
    assert world.submission(ids[0]).state == "answered"
    assert world.types()[-1] == "submission.item_closed"
    world.hears(NOW, ItemSatisfied(item=item("I2", ids, closed=True)))
    assert world.submission(ids[0]).state == "closed"


def test_a_further_item_opens_a_closed_submission_again(world: IntakeWorld) -> None:
    _, ids = world.collected(1)
    world.hears(NOW, ItemSatisfied(item=item("I1", ids, closed=True)))
    world.hears(NOW, ItemAssigned(item=item("I2", ids, rounds=0)))
    assert world.submission(ids[0]).state == "answered"
    assert world.submission(ids[0]).closed_at is None


def test_the_news_of_items_end_alike_in_any_order(world: IntakeWorld) -> None:
    _, ids = world.collected(1)
    news: tuple[Event, ...] = (
        ItemAssigned(item=item("I1", ids, rounds=0)),
        ItemAnswered(item=item("I1", ids, rounds=1)),
        ItemAnswered(item=item("I1", ids, rounds=2)),
        ItemSatisfied(item=item("I1", ids, rounds=2, closed=True)),
        ItemArchived(item=item("I2", ids, closed=True)),
    )
    for order in permutations(news):
        other = IntakeWorld(things=dict(world.things))
        for event in (*order, *order):
            other.hears(NOW, event)
        assert other.submission(ids[0]).state == "closed"
        assert sorted(told(other, ids[0])) == [("I1", 1), ("I1", 2), ("I2", 1)]


def test_what_was_refused_or_taken_back_hears_no_more(world: IntakeWorld) -> None:
    refused, back = world.submitted(), world.submitted()
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=refused, reason_code="no_content"))
    world.must(NOW, OFFICE, said.WithdrawSubmission(submission_id=back))
    before = dict(world.things)
    for event in (ItemAssigned, ItemAnswered, ItemSatisfied):
        world.hears(NOW, event(item=item("I1", (refused, back), closed=True)))
    assert world.things == before


def test_an_item_about_a_submission_that_has_not_arrived_waits(world: IntakeWorld) -> None:
    for event in (ItemAssigned, ItemAnswered, ItemSatisfied):
        with pytest.raises(NotYetKnown):
            world.hears(NOW, event(item=item("I1", ("no-such",))))


def test_what_an_item_deals_with_goes_nowhere_else(world: IntakeWorld) -> None:
    id = world.accepted(proof=PROOF)
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    withdraw = said.WithdrawSubmission(submission_id=id, proof=SECRET)
    assert world.refused(NOW, CITIZEN, withdraw) == "already_in_item"
    assert (
        world.refused(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
        == "already_in_item"
    )
    assert (
        world.refused(NOW, DEPUTY, said.CreateTopic(title="议题", submission_ids=(id,)))
        == "submission_not_free"
    )
