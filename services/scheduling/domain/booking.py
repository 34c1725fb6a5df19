"""Room and hours of a meeting: a room that exists and is big enough, hours on its day, nothing booked twice."""

from datetime import datetime

from services.scheduling.domain.meeting import Meeting
from shared.calendar import SHANGHAI, local_day
from shared.contracts.scheduling import ConveneMeeting, PlanMeeting
from shared.errors import Refusal, refuse
from shared.reference import reference
from shared.state_machine import Situation


def room_exists(_: Meeting | None, message: PlanMeeting | ConveneMeeting, situation: Situation) -> Refusal | None:
    """The room is in the reference list."""
    if message.room in reference().rooms:
        return None
    return refuse("unknown_room", "data.room", room=message.room, known=", ".join(reference().rooms))


def room_holds_all(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """The room holds everybody invited."""
    room, people = reference().rooms[message.room], len(set(message.invited))
    if people > room.capacity:
        return refuse("room_too_small", "data.room", room=room.name, capacity=room.capacity, people=people)
    return None


def hours_are_sound(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """It starts and ends on the planned day, in that order, and has not started yet."""
    for field in ("starts_at", "ends_at"):
        if local_day(getattr(message, field)) != meeting.day:
            return refuse("not_on_planned_day", f"data.{field}", day=meeting.day)
    if message.ends_at <= message.starts_at:
        return refuse("ends_before_start", "data.ends_at")
    if message.starts_at <= situation.now:
        return refuse("starts_in_past", "data.starts_at", starts=_clock(message.starts_at))
    return None


def nothing_booked_twice(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """Neither the room nor the head, who is in every meeting, is booked at that time (facts: the booked meetings)."""
    overlapping = [other for other in situation.facts if _overlaps(other, message)]
    for other in sorted(overlapping, key=lambda other: other.room != message.room):
        room, starts, ends = reference().rooms[other.room].name, _clock(other.starts_at), _clock(other.ends_at)
        if other.room == message.room:
            return refuse("room_taken", "data.room", room=room, starts=starts, ends=ends)
        return refuse("head_taken", "data.starts_at", room=room, starts=starts, ends=ends)
    return None


def _overlaps(other: Meeting, message: ConveneMeeting) -> bool:
    assert other.starts_at is not None
    assert other.ends_at is not None
    return other.starts_at < message.ends_at and message.starts_at < other.ends_at


def _clock(instant: datetime) -> str:
    return instant.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
