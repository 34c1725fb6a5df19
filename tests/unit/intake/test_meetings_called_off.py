"""A topic whose meeting was declined or cancelled is open to another one."""

from datetime import datetime, timedelta
from itertools import permutations

import pytest

from shared.contracts import intake as said
from shared.contracts.scheduling import (
    MeetingCancelled,
    MeetingDeclined,
    MeetingEvent,
    MeetingFrozen,
    MeetingHeld,
    MeetingRequested,
    MeetingSnapshot,
)
from tests.unit.intake.news import FROZEN_AT, REQUESTED_AT, meeting, requested
from tests.unit.intake.world import DEPUTY, World

LATER = timedelta(days=2)


@pytest.fixture
def world() -> World:
    return World()


def proposed(world: World) -> str:
    topic_id, _ = world.collected()
    world.must(DEPUTY, said.ProposeTopic(topic_id=topic_id))
    return topic_id


def ended(snapshot: MeetingSnapshot, at: datetime) -> MeetingSnapshot:
    return snapshot.model_copy(update={"ended_at": at})


def declined(topic_id: str) -> MeetingDeclined:
    return MeetingDeclined(meeting=ended(requested(topic_id), REQUESTED_AT + LATER))


def cancelled(topic_id: str) -> MeetingCancelled:
    return MeetingCancelled(meeting=ended(meeting(topic_id), FROZEN_AT + LATER))


def test_a_declined_request_leaves_the_topic_open_to_another(world: World) -> None:
    topic_id = proposed(world)
    world.hear(MeetingRequested(meeting=requested(topic_id)))
    world.hear(declined(topic_id))
    assert world.topic(topic_id).state == "proposed"
    assert world.topic(topic_id).meeting_id is None
    world.hear(MeetingRequested(meeting=requested(topic_id, "M2", REQUESTED_AT + 2 * LATER)))
    assert (world.topic(topic_id).state, world.topic(topic_id).meeting_id) == ("meeting_requested", "M2")


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_news_of_a_meeting_called_off_end_alike_in_any_order(world: World, order: tuple[int, ...]) -> None:
    topic_id = proposed(world)
    news: tuple[MeetingEvent, ...] = (
        MeetingRequested(meeting=requested(topic_id)),
        MeetingFrozen(meeting=meeting(topic_id)),
        cancelled(topic_id),
    )
    for number in order:
        world.hear(news[number])
    assert (world.topic(topic_id).state, world.topic(topic_id).meeting_id) == ("proposed", None)


def test_a_request_that_is_overtaken_by_its_decline_changes_nothing(world: World) -> None:
    topic_id = proposed(world)
    world.hear(declined(topic_id))
    world.hear(MeetingRequested(meeting=requested(topic_id)))
    assert world.topic(topic_id).state == "proposed"


def test_a_meeting_called_off_takes_nothing_from_a_topic_that_has_another(world: World) -> None:
    topic_id = proposed(world)
    world.hear(MeetingFrozen(meeting=meeting(topic_id, id="M2")))
    world.hear(MeetingCancelled(meeting=ended(requested(topic_id), FROZEN_AT + LATER)))
    assert (world.topic(topic_id).state, world.topic(topic_id).meeting_id) == ("scheduled", "M2")


def test_a_topic_that_was_discussed_stays_so(world: World) -> None:
    topic_id = proposed(world)
    world.hear(MeetingHeld(meeting=meeting(topic_id)))
    world.hear(cancelled(topic_id))
    assert world.topic(topic_id).state == "discussed"
