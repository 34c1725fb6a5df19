"""Room and hours of a meeting: a room that exists and is big enough, hours on its day, nothing booked
twice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.scheduling.domain.meeting.meeting import Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.calendar import at_local, end_of_day, local_day, local_minute
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import ConveneMeeting, PlanMeeting
from shared.language.directory.choosing import name_in, room_is_listed


@dataclass(frozen=True, slots=True)
class BookingFacts:
    """The meetings that have room and head for their hours already."""

    meetings: tuple[Meeting, ...] = ()


def it_has_one_place(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """It is in a room, or on the spot (practice of 约见)."""
    return refuse("one_place", "data.room") if (message.room is None) == (message.address is None) else None


def room_exists(_: object, message: PlanMeeting | ConveneMeeting, situation: Situation) -> Refusal | None:
    """The room is one of the township's rooms (platform)."""
    if message.room is None:
        return None
    return room_is_listed(message.room, situation.directory, "data.room")


def everybody(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> tuple[str, ...]:
    """The people invited, each once, with the chair, and always the head or the delegate."""
    delegate = (meeting.delegate_id,) if meeting.delegate_id else None
    chair = (message.chair_id,) if message.chair_id else ()
    lead = delegate or situation.directory.holding(Role.HEAD)
    return tuple(dict.fromkeys((*message.invited, *chair, *lead)))


def room_holds_all(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """The room holds everybody invited (its capacity in the list of rooms)."""
    if message.room is None:
        return None
    room = situation.directory.rooms[message.room]
    people = len(everybody(meeting, message, situation))
    if people > room.capacity:
        return refuse("room_too_small", "data.room", room=room.name, capacity=room.capacity, people=people)
    return None


def hours_are_on_the_planned_day(
    meeting: Meeting, message: ConveneMeeting, situation: Situation
) -> Refusal | None:
    """It starts and ends on the day (Asia/Shanghai) that was planned or agreed, until 24:00 (platform)."""
    for field, instant in (("starts_at", message.starts_at), ("ends_at", message.ends_at)):
        if not at_local(meeting.day) <= instant <= end_of_day(meeting.day):
            return refuse("not_on_planned_day", f"data.{field}", day=meeting.day)
    return None


def hours_are_by_day_or_meant(
    meeting: Meeting, message: ConveneMeeting, situation: Situation
) -> Refusal | None:
    """It lies within the hours in which people meet (rules.meetings), or is said to be meant."""
    hours = situation.rules.meetings
    within = at_local(meeting.day, hours.not_before_hour), at_local(meeting.day, hours.not_after_hour)
    for field, instant in (("starts_at", message.starts_at), ("ends_at", message.ends_at)):
        if not (message.even_at_night or within[0] <= instant <= within[1]):
            first, last = (f"{hour:02}:00" for hour in (hours.not_before_hour, hours.not_after_hour))
            return refuse("at_night", f"data.{field}", given=_clock(instant), first=first, last=last)
    return None


def end_is_after_start(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """It ends after it has started."""
    return refuse("ends_before_start", "data.ends_at") if message.ends_at <= message.starts_at else None


def start_is_to_come(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """It has not started yet (practice: nobody is invited to a meeting that has begun)."""
    if message.starts_at <= situation.now:
        return refuse("starts_in_past", "data.starts_at", starts=_clock(message.starts_at))
    return None


def room_is_free(
    meeting: Meeting, message: ConveneMeeting, situation: Situation[BookingFacts]
) -> Refusal | None:
    """No other meeting is in the room at that time."""
    for other in _at_that_time(message, situation.facts):
        if message.room and other.room == message.room:
            room, starts, ends = _place_and_hours(other, situation)
            return refuse("room_taken", "data.room", room=room, starts=starts, ends=ends)
    return None


def head_is_free(
    meeting: Meeting, message: ConveneMeeting, situation: Situation[BookingFacts]
) -> Refusal | None:
    """The head, who is in every meeting, is in no other at that time, unless a delegate leads one of them."""
    for other in _at_that_time(message, situation.facts):
        if meeting.delegate_id != other.delegate_id:
            continue
        room, starts, ends = _place_and_hours(other, situation)
        return refuse("head_taken", "data.starts_at", room=room, starts=starts, ends=ends)
    return None


def _at_that_time(message: ConveneMeeting, facts: BookingFacts) -> Iterator[Meeting]:
    for other in facts.meetings:
        assert other.starts_at is not None
        assert other.ends_at is not None
        if other.starts_at < message.ends_at and message.starts_at < other.ends_at:
            yield other


def _place_and_hours(other: Meeting, situation: Situation) -> tuple[str, str, str]:
    """The room's name, start and end, for the sentence to people."""
    assert other.starts_at is not None
    assert other.ends_at is not None
    place = name_in(situation.directory.rooms, other.room or "") or other.address or ""
    return place, _clock(other.starts_at), _clock(other.ends_at)


def _clock(instant: datetime) -> str:
    return f"{local_day(instant)} {local_minute(instant)}"
