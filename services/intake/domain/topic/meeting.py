"""The news that a topic takes from the meetings about it, in any order of arrival."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.points import came_to, point_about
from services.intake.domain.topic.carrying_over import back_from
from services.intake.domain.topic.items import RaisersLeft, nothing_open
from services.intake.domain.topic.topic import AWAITING_MEETING, Topic
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    TopicCarriedOver,
    TopicClosed,
    TopicDiscussed,
    TopicDropped,
    TopicMeetingFellThrough,
    TopicMeetingRequested,
    TopicScheduled,
)
from shared.language.contracts.intake.topic_states import (
    BEING_HANDLED,
    CLOSED,
    COLLECTING,
    DISCUSSED,
    DROPPED,
    MEETING_REQUESTED,
    PROPOSED,
    SCHEDULED,
)
from shared.language.contracts.scheduling import (
    AGENDA_TOPIC,
    ANSWERED_THERE,
    CARRIED_OVER,
    DROPPED_THERE,
    MeetingCalled,
    MeetingCancelled,
    MeetingDeclined,
    MeetingEvent,
    MeetingFrozen,
    MeetingHeld,
    MeetingMissed,
    MeetingRequested,
    PointSettled,
)
from shared.language.waiting import Driven, anybody, within

_OFF = (MeetingDeclined, MeetingCancelled, MeetingMissed)
_ASKED_FOR = (MeetingRequested, MeetingCalled)
_BEFORE_IT: tuple[type[MeetingEvent], ...] = (*_ASKED_FOR, *_OFF, MeetingFrozen)
_NEWS: tuple[type[MeetingEvent], ...] = (*_BEFORE_IT, MeetingHeld)
_FOLLOWS = "practice of 乡长有约: a topic stands where its meeting stands; scheduling decides about meetings"


def is_of_a_newer_meeting(topic: Topic, message: MeetingEvent, _situation: Situation) -> bool:
    """The request or agenda was made after the latest that the topic knows of."""
    made_at = _made_at(message)
    return made_at is not None and (topic.meeting_news_at is None or made_at > topic.meeting_news_at)


def is_frozen_later(topic: Topic, message: MeetingFrozen, situation: Situation) -> bool:
    """The agenda was made after the latest that the topic knows of, or in the moment in which this very
    meeting was asked for."""
    asked_then = topic.state == MEETING_REQUESTED and topic.meeting_news_at == _made_at(message)
    its_own = topic.meeting_id == message.meeting.meeting_id
    return (its_own and asked_then) or is_of_a_newer_meeting(topic, message, situation)


def loses_its_meeting(topic: Topic, message: MeetingEvent, situation: Situation) -> bool:
    """The meeting that will not be held is the one the topic has, even if it was asked for in the same
    moment; or one whose request is still on its way."""
    if topic.meeting_id is None:
        return is_of_a_newer_meeting(topic, message, situation)
    return topic.meeting_id == message.meeting.meeting_id


def came_back_from_it(topic: Topic, message: MeetingHeld, _situation: Situation) -> bool:
    """That meeting brought nothing about, and the topic waits for another one."""
    return message.meeting.meeting_id in topic.met_in


def all_its_items_are_finished(
    topic: Topic, _message: MeetingHeld, situation: Situation[RaisersLeft]
) -> bool:
    """Items came of it, the news that they are finished overtook the meeting's, and every raiser is
    answered."""
    return bool(topic.item_ids) and nothing_open(topic) and not situation.facts.without_answer


def take_meeting(topic: Topic, message: MeetingEvent, _situation: Situation) -> Topic:
    """The meeting is about the topic."""
    return replace(topic, meeting_id=message.meeting.meeting_id, meeting_news_at=_made_at(message))


def lose_meeting(topic: Topic, message: MeetingEvent, _situation: Situation) -> Topic:
    """It has no meeting any more; older news of that one will not bring it back."""
    return replace(topic, meeting_id=None, meeting_news_at=_made_at(message))


def discuss(topic: Topic, message: MeetingHeld, _situation: Situation) -> Topic:
    """It was dealt with in that meeting."""
    return replace(topic, meeting_id=message.meeting.meeting_id)


def carried_over_there(topic: Topic, message: MeetingHeld, _situation: Situation) -> bool:
    """The meeting had no time for it, or agreed on nothing."""
    return _came_to(topic, message, CARRIED_OVER)


def dropped_there(topic: Topic, message: MeetingHeld, _situation: Situation) -> bool:
    """The meeting gave it up, with a reason."""
    return _came_to(topic, message, DROPPED_THERE)


def answered_there(topic: Topic, message: MeetingHeld, _situation: Situation) -> bool:
    """It was answered on the spot."""
    return _came_to(topic, message, ANSWERED_THERE)


def come_back(topic: Topic, message: MeetingHeld, _situation: Situation) -> Topic:
    """It is open to another meeting."""
    return back_from(topic, message.meeting.meeting_id)


def drop_there(topic: Topic, message: MeetingHeld, _situation: Situation) -> Topic:
    """It is given up; it keeps the list of its submissions, as history."""
    point = point_about(message.meeting, AGENDA_TOPIC, topic.topic_id)
    reason = point.said if point else ""
    return replace(topic, meeting_id=message.meeting.meeting_id, dropped_reason=reason)


def _came_to(topic: Topic, message: MeetingHeld, result: PointSettled) -> bool:
    """What has an item was dealt with, whatever else was written down."""
    return not topic.item_ids and came_to(message.meeting, AGENDA_TOPIC, topic.topic_id, result)


def _made_at(message: MeetingEvent) -> datetime | None:
    meeting = message.meeting
    if isinstance(message, _OFF):
        return meeting.ended_at
    return meeting.frozen_at if isinstance(message, MeetingFrozen) else meeting.requested_at


MEETING: tuple[Clause[Topic], ...] = (
    *(
        Transition(
            AWAITING_MEETING,
            asked_for,
            MEETING_REQUESTED,
            TopicMeetingRequested,
            why=_FOLLOWS,
            when=is_of_a_newer_meeting,
            change=take_meeting,
        )
        for asked_for in _ASKED_FOR
    ),
    Transition(
        AWAITING_MEETING,
        MeetingFrozen,
        SCHEDULED,
        TopicScheduled,
        why=_FOLLOWS,
        when=is_frozen_later,
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
    Ignore(AWAITING_MEETING, MeetingHeld, "it came back from that meeting", when=came_back_from_it),
    *(
        Transition(
            AWAITING_MEETING,
            MeetingHeld,
            to,
            emits,
            why="practice of 乡长有约: a meeting settles each point, or has it again",
            when=when,
            change=change,
        )
        for to, emits, when, change in (
            (PROPOSED, TopicCarriedOver, carried_over_there, come_back),
            (DROPPED, TopicDropped, dropped_there, drop_there),
            (CLOSED, TopicClosed, answered_there, discuss),
        )
    ),
    Transition(
        AWAITING_MEETING,
        MeetingHeld,
        CLOSED,
        TopicClosed,
        why="practice: a topic is closed when it was met about and every item that came of it is finished",
        when=all_its_items_are_finished,
        facts=RaisersLeft,
        change=discuss,
    ),
    Transition(AWAITING_MEETING, MeetingHeld, DISCUSSED, TopicDiscussed, why=_FOLLOWS, change=discuss),
    within(
        lambda rules: rules.waits.bring_up_within,
        (PROPOSED,),
        "bring_up",
        anybody(Role.OFFICE),
        why="rule waits.bring_up_within (no law gives a time): what is proposed comes before a meeting",
    ),
    Driven((MEETING_REQUESTED,), MeetingDeclined, why="whoever was asked for the meeting answers"),
    Driven((SCHEDULED,), MeetingHeld, why="whoever holds the meeting records it"),
    *(Ignore((COLLECTING,), news, "it is not proposed: no meeting can have it") for news in _NEWS),
    *(Ignore((DROPPED,), news, "it was given up before any meeting") for news in _NEWS),
    *(Ignore(AWAITING_MEETING, news, "it knows of a later meeting") for news in _BEFORE_IT),
    *(Ignore((DISCUSSED, CLOSED), news, "it has been discussed already") for news in _NEWS),
    *(Ignore((BEING_HANDLED,), news, "it is handled without a meeting") for news in _NEWS),
)
