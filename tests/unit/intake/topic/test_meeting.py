"""Meetings move the topics that they are about, in whatever order their news arrive."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest

from shared.kernel.messages.errors import NotYetKnown
from shared.language.contracts import intake as said
from shared.language.contracts.scheduling import (
    MeetingCancelled,
    MeetingDeclined,
    MeetingEvent,
    MeetingFrozen,
    MeetingHeld,
    MeetingRequested,
    MeetingSnapshot,
)
from tests.unit.intake.news import FROZEN_AT, REQUESTED_AT, meeting, requested
from tests.unit.intake.world import DEPUTY, NOW, IntakeWorld

LATER = timedelta(days=2)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def proposed(world: IntakeWorld) -> str:
    topic_id, _ = world.collected()
    world.must(NOW, DEPUTY, said.ProposeTopic(topic_id=topic_id))
    return topic_id


def ended(snapshot: MeetingSnapshot, at: datetime) -> MeetingSnapshot:
    return snapshot.model_copy(update={"ended_at": at})


def declined(topic_id: str) -> MeetingDeclined:
    return MeetingDeclined(meeting=ended(requested(topic_id), REQUESTED_AT + LATER))


def cancelled(topic_id: str) -> MeetingCancelled:
    return MeetingCancelled(meeting=ended(meeting(topic_id), FROZEN_AT + LATER))


def test_a_topic_goes_through_request_agenda_and_meeting(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    for event, state in (
        (MeetingRequested(meeting=requested(topic_id)), "meeting_requested"),
        (MeetingFrozen(meeting=meeting(topic_id)), "scheduled"),
        (MeetingHeld(meeting=meeting(topic_id)), "discussed"),
    ):
        world.hears(NOW, event)
        assert world.topic(topic_id).state == state
        assert world.topic(topic_id).meeting_id == "M1"


def test_one_agenda_moves_all_its_topics(world: IntakeWorld) -> None:
    topics = [proposed(world), proposed(world)]
    world.hears(NOW, MeetingFrozen(meeting=meeting(*topics)))
    assert {world.topic(id).state for id in topics} == {"scheduled"}


def test_the_news_of_one_meeting_end_alike_in_any_order(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    news = (
        MeetingRequested(meeting=requested(topic_id)),
        MeetingFrozen(meeting=meeting(topic_id)),
        MeetingHeld(meeting=meeting(topic_id)),
    )
    for order in permutations(news):
        other = IntakeWorld(things=dict(world.things))
        for event in (*order, *order):
            other.hears(NOW, event)
        assert other.topic(topic_id).state == "discussed"


def test_a_later_meeting_takes_a_topic_over_and_an_older_one_does_not(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    world.hears(
        NOW, MeetingFrozen(meeting=meeting(topic_id, id="M2", frozen_at=FROZEN_AT + timedelta(days=60)))
    )
    ignored = world.hears(NOW, MeetingFrozen(meeting=meeting(topic_id, id="M1")))
    assert ignored == ["it knows of a later meeting"]
    assert world.topic(topic_id).meeting_id == "M2"
    world.hears(NOW, MeetingRequested(meeting=requested(topic_id, "M3", FROZEN_AT + timedelta(days=61))))
    assert world.topic(topic_id).meeting_id == "M3"
    assert world.topic(topic_id).state == "meeting_requested"


def test_a_meeting_about_a_topic_that_has_not_arrived_waits(world: IntakeWorld) -> None:
    with pytest.raises(NotYetKnown):
        world.hears(NOW, MeetingFrozen(meeting=meeting("no-such")))


def test_a_declined_request_leaves_the_topic_open_to_another(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    world.hears(NOW, MeetingRequested(meeting=requested(topic_id)))
    world.hears(NOW, declined(topic_id))
    assert world.topic(topic_id).state == "proposed"
    assert world.topic(topic_id).meeting_id is None
    world.hears(NOW, MeetingRequested(meeting=requested(topic_id, "M2", REQUESTED_AT + 2 * LATER)))
    assert (world.topic(topic_id).state, world.topic(topic_id).meeting_id) == ("meeting_requested", "M2")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_news_of_a_meeting_called_off_end_alike_in_any_order(
    world: IntakeWorld, order: tuple[int, ...]
) -> None:
    topic_id = proposed(world)
    news: tuple[MeetingEvent, ...] = (
        MeetingRequested(meeting=requested(topic_id)),
        MeetingFrozen(meeting=meeting(topic_id)),
        cancelled(topic_id),
    )
    for number in order:
        world.hears(NOW, news[number])
    assert (world.topic(topic_id).state, world.topic(topic_id).meeting_id) == ("proposed", None)


def test_a_request_that_is_overtaken_by_its_decline_changes_nothing(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    world.hears(NOW, declined(topic_id))
    world.hears(NOW, MeetingRequested(meeting=requested(topic_id)))
    assert world.topic(topic_id).state == "proposed"


@pytest.mark.parametrize("ending", [MeetingDeclined, MeetingCancelled])
def test_a_meeting_that_ends_in_the_moment_of_its_request_leaves_the_topic_open(
    world: IntakeWorld, ending: type[MeetingDeclined | MeetingCancelled]
) -> None:
    """A story's clock stands still, and so may a busy machine's."""
    topic = proposed(world)
    asked = requested(topic)
    world.hears(REQUESTED_AT, MeetingRequested(meeting=asked))
    world.hears(REQUESTED_AT, ending(meeting=asked.model_copy(update={"ended_at": REQUESTED_AT})))
    assert (world.topic(topic).state, world.topic(topic).meeting_id) == ("proposed", None)


def test_an_agenda_made_in_the_moment_of_the_request_is_the_later_news(world: IntakeWorld) -> None:
    topic = proposed(world)
    asked = requested(topic)
    frozen = asked.model_copy(update={"frozen_at": REQUESTED_AT})
    world.hears(REQUESTED_AT, MeetingRequested(meeting=asked))
    world.hears(REQUESTED_AT, MeetingFrozen(meeting=frozen))
    assert world.topic(topic).state == "scheduled"
    world.hears(REQUESTED_AT, MeetingRequested(meeting=asked))
    assert world.topic(topic).state == "scheduled"


def test_a_meeting_called_off_takes_nothing_from_a_topic_that_has_another(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    world.hears(NOW, MeetingFrozen(meeting=meeting(topic_id, id="M2")))
    world.hears(NOW, MeetingCancelled(meeting=ended(requested(topic_id), FROZEN_AT + LATER)))
    assert (world.topic(topic_id).state, world.topic(topic_id).meeting_id) == ("scheduled", "M2")


def test_a_topic_that_was_discussed_stays_so(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    world.hears(NOW, MeetingHeld(meeting=meeting(topic_id)))
    world.hears(NOW, cancelled(topic_id))
    assert world.topic(topic_id).state == "discussed"
