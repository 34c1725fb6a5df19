"""The news that a topic takes from the meetings about it, in any order of arrival."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.topic.topic import AWAITING_MEETING, Topic
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.intake import (
    TopicClosed,
    TopicDiscussed,
    TopicMeetingFellThrough,
    TopicMeetingRequested,
    TopicScheduled,
)
from shared.language.contracts.intake.topic_states import (
    CLOSED,
    COLLECTING,
    DISCUSSED,
    DROPPED,
    MEETING_REQUESTED,
    PROPOSED,
    SCHEDULED,
)
from shared.language.contracts.scheduling import (
    MeetingCancelled,
    MeetingDeclined,
    MeetingEvent,
    MeetingFrozen,
    MeetingHeld,
    MeetingRequested,
)

_OFF: tuple[type[MeetingDeclined] | type[MeetingCancelled], ...] = (MeetingDeclined, MeetingCancelled)
_BEFORE_IT: tuple[type[MeetingEvent], ...] = (MeetingRequested, *_OFF, MeetingFrozen)
_NEWS: tuple[type[MeetingEvent], ...] = (*_BEFORE_IT, MeetingHeld)
_FOLLOWS = "practice of 乡长有约: a topic stands where its meeting stands; scheduling decides about meetings"


def is_of_a_newer_meeting(topic: Topic, message: MeetingEvent, _situation: Situation) -> bool:
    """The request or agenda was made after the latest that the topic knows of."""
    made_at = _made_at(message)
    return made_at is not None and (topic.meeting_news_at is None or made_at > topic.meeting_news_at)


def loses_its_meeting(topic: Topic, message: MeetingEvent, situation: Situation) -> bool:
    """The meeting that will not be held is the one the topic has, or one whose request is still on its
    way."""
    its_own = topic.meeting_id in (None, message.meeting.meeting_id)
    return its_own and is_of_a_newer_meeting(topic, message, situation)


def all_its_items_are_finished(topic: Topic, _message: MeetingHeld, _situation: Situation) -> bool:
    """Items came of it, and the news that they are finished overtook the meeting's."""
    return bool(topic.item_ids) and set(topic.item_ids) == set(topic.closed_item_ids)


def take_meeting(topic: Topic, message: MeetingEvent, _situation: Situation) -> Topic:
    """The meeting is about the topic."""
    return replace(topic, meeting_id=message.meeting.meeting_id, meeting_news_at=_made_at(message))


def lose_meeting(topic: Topic, message: MeetingEvent, _situation: Situation) -> Topic:
    """It has no meeting any more; older news of that one will not bring it back."""
    return replace(topic, meeting_id=None, meeting_news_at=_made_at(message))


def discuss(topic: Topic, message: MeetingHeld, _situation: Situation) -> Topic:
    """It was dealt with in that meeting."""
    return replace(topic, meeting_id=message.meeting.meeting_id)


def _made_at(message: MeetingEvent) -> datetime | None:
    meeting = message.meeting
    if isinstance(message, _OFF):
        return meeting.ended_at
    return meeting.frozen_at if isinstance(message, MeetingFrozen) else meeting.requested_at


MEETING: tuple[Clause[Topic], ...] = (
    Transition(
        AWAITING_MEETING,
        MeetingRequested,
        MEETING_REQUESTED,
        TopicMeetingRequested,
        why=_FOLLOWS,
        when=is_of_a_newer_meeting,
        change=take_meeting,
    ),
    Transition(
        AWAITING_MEETING,
        MeetingFrozen,
        SCHEDULED,
        TopicScheduled,
        why=_FOLLOWS,
        when=is_of_a_newer_meeting,
        change=take_meeting,
    ),
    *(
        Transition(
            AWAITING_MEETING,
            off,
            PROPOSED,
            TopicMeetingFellThrough,
            why="practice: a meeting that is not held leaves its topics open to another one",
            when=loses_its_meeting,
            change=lose_meeting,
        )
        for off in _OFF
    ),
    Transition(
        AWAITING_MEETING,
        MeetingHeld,
        CLOSED,
        TopicClosed,
        why="practice: a topic is closed when it was met about and every item that came of it is finished",
        when=all_its_items_are_finished,
        change=discuss,
    ),
    Transition(AWAITING_MEETING, MeetingHeld, DISCUSSED, TopicDiscussed, why=_FOLLOWS, change=discuss),
    *(Ignore((COLLECTING,), news, "it is not proposed: no meeting can have it") for news in _NEWS),
    *(Ignore((DROPPED,), news, "it was given up before any meeting") for news in _NEWS),
    *(Ignore(AWAITING_MEETING, news, "it knows of a later meeting") for news in _BEFORE_IT),
    *(Ignore((DISCUSSED, CLOSED), news, "it has been discussed already") for news in _NEWS),
)
