"""A meeting is moved to another day, openly and not for long; or its day passes without it, and that stays
visible."""

from dataclasses import replace
from datetime import datetime

from services.scheduling.domain.days import day_is_not_over, day_is_worked_or_meant
from services.scheduling.domain.meeting.convening import convene_by
from services.scheduling.domain.meeting.lasting import it_is_not_put_off_for_long
from services.scheduling.domain.meeting.meeting import CONVENED, FROZEN, MISSED, PLANNED, Meeting
from services.scheduling.domain.meeting.repeating import look_soon, next_due_on
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import at_local, local_day, local_minute
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import (
    MeetingMissed,
    MeetingMove,
    MeetingMoved,
    MissMeeting,
    MoveMeeting,
)
from shared.language.directory.choosing import people_are_listed
from shared.language.waiting import Final

_AGREED = (PLANNED, CONVENED, FROZEN)
"""It has a day, and was not held."""


def it_is_another_day(meeting: Meeting, message: MoveMeeting, situation: Situation) -> Refusal | None:
    """The day is not the one that it has."""
    return refuse("same_day", "data.day", day=message.day) if message.day == meeting.day else None


def move(meeting: Meeting, message: MoveMeeting, situation: Situation) -> Meeting:
    """The office invites anew for the new day. The agenda stays for its topics, and is assembled anew."""
    moved = MeetingMove(was=meeting.day, reason=message.reason, by=situation.actor.id, at=situation.now)
    return replace(
        meeting,
        day=message.day,
        first_day=meeting.first_day or meeting.day,
        moves=(*meeting.moves, moved),
        convene_by=convene_by(meeting.kind, message.day, situation),
        starts_at=None,
        ends_at=None,
        convened_at=None,
        urgent_reason="",
        urgent_agreed_by=None,
        invited=(),
        leave=(),
        excuses=(),
        freeze_on=None,
        frozen_before=0,
        provisional=False,
    )


def its_hour_has_come(meeting: Meeting, message: MissMeeting, situation: Situation) -> Refusal | None:
    """It should have begun; where no hour was named, its day has come (practice: before that it is moved)."""
    begins: datetime = meeting.starts_at or at_local(meeting.day)
    if situation.now >= begins:
        return None
    return refuse("too_early_to_miss", retry_at=begins, starts=f"{local_day(begins)} {local_minute(begins)}")


def who_came_is_listed(meeting: Meeting, message: MissMeeting, situation: Situation) -> Refusal | None:
    """Whoever came is in the township's list of people (platform)."""
    return people_are_listed(message.attendance, situation.directory, "data.attendance")


def miss(meeting: Meeting, message: MissMeeting, situation: Situation) -> Meeting:
    """It was not held, and says why; a regular one is made good (rules.meetings.moved_at_most)."""
    missed = replace(
        meeting,
        attendance=tuple(dict.fromkeys(message.attendance)),
        missed_reason=message.reason,
        ended_at=situation.now,
    )
    return replace(missed, next_due_on=next_due_on(missed, situation))


MOVING: tuple[Clause[Meeting], ...] = (
    Transition(
        _AGREED,
        MoveMeeting,
        PLANNED,
        MeetingMoved,
        (Role.OFFICE,),
        why="practice of 约见: put off at most a month, with the reason, and the first day stays visible",
        guards=(
            day_is_not_over,
            day_is_worked_or_meant,
            it_is_another_day,
            it_is_not_put_off_for_long,
        ),
        change=move,
    ),
    Transition(
        _AGREED,
        MissMeeting,
        MISSED,
        MeetingMissed,
        (Role.OFFICE,),
        why="practice of 乡长有约: a meeting without its quorum or its head is none, and stays visible",
        guards=(its_hour_has_come, who_came_is_listed),
        change=miss,
        timers=look_soon,
    ),
    Final((MISSED,), "its day passed without it, and the reason stays visible; what it had is open again"),
)
