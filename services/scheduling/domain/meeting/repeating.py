"""Regular meetings are a series (固定见面): after each the next is due, and a missed one stays visible."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from services.scheduling.domain.meeting.meeting import (
    IN_SESSION,
    MINUTES_CONFIRMED,
    MINUTES_DRAFT,
    PUBLISHED,
    REGULAR,
    STATES,
    Meeting,
)
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline, end_of_day
from shared.language.contracts.scheduling import NextMeetingDue, NextMeetingMissed


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """The days of the other regular meetings that were not called off."""

    days: frozenset[date]


def next_due_on(meeting: Meeting, situation: Situation) -> date | None:
    """The day by which the next regular meeting is due (``meetings.regular_every``); None: on demand, which
    is no series."""
    if meeting.kind != REGULAR:
        return None
    assert meeting.starts_at
    return deadline(meeting.starts_at, situation.rules.meetings.regular_every, situation.calendar).last_day


def next_timer(meeting: Meeting, _situation: Situation) -> Iterator[TimerChange]:
    """The end of that day."""
    if meeting.next_due_on:
        due = NextMeetingDue(meeting_id=meeting.meeting_id)
        yield TimerChange(f"meeting:{meeting.meeting_id}:next", end_of_day(meeting.next_due_on), due)


def none_followed(meeting: Meeting, _message: NextMeetingDue, situation: Situation[SeriesFacts]) -> bool:
    """No regular meeting has a day after this one's, up to the day by which it was due."""
    due = meeting.next_due_on
    return due is not None and not any(meeting.day < day <= due for day in situation.facts.days)


def miss_next(meeting: Meeting, _message: NextMeetingDue, _situation: Situation[SeriesFacts]) -> Meeting:
    """It stays visible that none followed in time."""
    return replace(meeting, next_missed=True)


REPEATING: tuple[Clause[Meeting], ...] = (
    Transition(
        (IN_SESSION, MINUTES_DRAFT, MINUTES_CONFIRMED, PUBLISHED),
        NextMeetingDue,
        None,
        NextMeetingMissed,
        why="practice of 乡长有约: fixed meetings are a series (rules.meetings.regular_every)",
        facts=SeriesFacts,
        when=none_followed,
        change=miss_next,
    ),
    Ignore(STATES, NextMeetingDue, "another regular meeting followed in time", facts=SeriesFacts),
)
