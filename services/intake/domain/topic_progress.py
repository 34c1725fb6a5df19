"""What a topic learns from meetings and items, in whatever order their news arrive."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.topic import Topic
from shared.contracts.handling import ItemEvent
from shared.contracts.scheduling import (
    MeetingCancelled,
    MeetingDeclined,
    MeetingEvent,
    MeetingFrozen,
    MeetingHeld,
    MeetingRequested,
)
from shared.state_machine import Situation


def newer_meeting(topic: Topic, message: MeetingEvent, _situation: Situation) -> bool:
    """The request or agenda was made after the latest that the topic knows of."""
    made_at = _made_at(message)
    return made_at is not None and (topic.meeting_news_at is None or made_at > topic.meeting_news_at)


def take_meeting(topic: Topic, message: MeetingRequested | MeetingFrozen, _situation: Situation) -> Topic:
    """That meeting is about it."""
    return replace(topic, meeting_id=message.meeting.meeting_id, meeting_news_at=_made_at(message))


def loses_meeting(topic: Topic, message: MeetingDeclined | MeetingCancelled, situation: Situation) -> bool:
    """The meeting that will not be held is the one the topic has, or one whose request is still on its way."""
    return topic.meeting_id in (None, message.meeting.meeting_id) and newer_meeting(topic, message, situation)


def lose_meeting(topic: Topic, message: MeetingDeclined | MeetingCancelled, _situation: Situation) -> Topic:
    """It has no meeting any more; older news of that one will not bring it back."""
    return replace(topic, meeting_id=None, meeting_news_at=_made_at(message))


def discuss(topic: Topic, message: MeetingHeld, _situation: Situation) -> Topic:
    """It was dealt with in that meeting."""
    return replace(topic, meeting_id=message.meeting.meeting_id)


def all_items_finished(topic: Topic, _message: MeetingHeld, _situation: Situation) -> bool:
    """Items came of it, and the news that they are finished overtook the meeting's."""
    return bool(topic.item_ids) and set(topic.item_ids) == set(topic.closed_item_ids)


def new_item(topic: Topic, message: ItemEvent, _situation: Situation) -> bool:
    """The item was not known to come of it."""
    return message.item.item_id not in topic.item_ids


def add_item(topic: Topic, message: ItemEvent, _situation: Situation) -> Topic:
    """The item comes of it."""
    if message.item.item_id in topic.item_ids:
        return topic
    return replace(topic, item_ids=(*topic.item_ids, message.item.item_id))


def finishes_item(topic: Topic, message: ItemEvent, _situation: Situation) -> bool:
    """The item was not known to be finished."""
    return message.item.item_id not in topic.closed_item_ids


def finishes_last_item(topic: Topic, message: ItemEvent, situation: Situation) -> bool:
    """No other item that came of it is unfinished."""
    closed = {*topic.closed_item_ids, message.item.item_id}
    return finishes_item(topic, message, situation) and set(topic.item_ids) <= closed


def finish_item(topic: Topic, message: ItemEvent, situation: Situation) -> Topic:
    """The item is finished; its assignment may be news as well."""
    joined = add_item(topic, message, situation)
    return replace(joined, closed_item_ids=(*joined.closed_item_ids, message.item.item_id))


def _made_at(message: MeetingEvent) -> datetime | None:
    meeting = message.meeting
    if isinstance(message, MeetingDeclined | MeetingCancelled):
        return meeting.ended_at
    return meeting.frozen_at if isinstance(message, MeetingFrozen) else meeting.requested_at
