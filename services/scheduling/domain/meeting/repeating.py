"""Regular meetings are a series (固定见面): after each the next is waited for, and a missed one stays
visible."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.scheduling.domain.meeting.meeting import HELD, REGULAR, STATES, Meeting
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline, end_of_day, local_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import LookAtSeries, MeetingSeriesChanged
from shared.language.waiting import ESCALATION, URGE, Waiting, anybody, until

PLAN_NEXT = "plan_next"


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


def look_soon(meeting: Meeting, situation: Situation) -> Iterator[TimerChange]:
    """At once: a next one may be planned already."""
    if meeting.next_due_on:
        yield look_now(meeting.meeting_id, situation.now)


def look_now(meeting_id: str, now: datetime) -> TimerChange:
    """The timer by which that meeting looks at the series."""
    return TimerChange(f"meeting:{meeting_id}:series", now, LookAtSeries(meeting_id=meeting_id))


def with_next(meeting: Meeting, days: Iterable[date], now: datetime) -> Meeting:
    """With the first of ``days`` after its own; missed is what is not planned in time by now."""
    if meeting.next_due_on is None:
        return meeting
    next_on = min((day for day in days if day > meeting.day), default=None)
    return replace(meeting, next_on=next_on, next_missed=(next_on or local_day(now)) > meeting.next_due_on)


def next_is_another(meeting: Meeting, message: LookAtSeries, situation: Situation[SeriesFacts]) -> bool:
    """Another day than before follows this one, or none."""
    return look(meeting, message, situation) != meeting


def look(meeting: Meeting, message: LookAtSeries, situation: Situation[SeriesFacts]) -> Meeting:
    """The meeting with the day that follows it now."""
    return with_next(meeting, situation.facts.days, situation.now)


def none_is_planned(meeting: Meeting) -> bool:
    """A next one is due, and no day stands for it."""
    return meeting.next_due_on is not None and meeting.next_on is None


def series_ends(meeting: Meeting) -> datetime:
    """24:00 of the day by which the next one is due."""
    assert meeting.next_due_on
    return end_of_day(meeting.next_due_on)


def missed(meeting: Meeting, waiting: Waiting, situation: Situation) -> Meeting:
    """It stays visible that none followed in time."""
    late = waiting.called is not None and waiting.called.name in (URGE, ESCALATION)
    return replace(meeting, next_missed=True) if waiting.what == PLAN_NEXT and late else meeting


REPEATING: tuple[Clause[Meeting], ...] = (
    Transition(
        HELD,
        LookAtSeries,
        None,
        MeetingSeriesChanged,
        why="practice of 乡长有约: fixed meetings are a series (rules.meetings.regular_every)",
        facts=SeriesFacts,
        when=next_is_another,
        change=look,
    ),
    Ignore(STATES, LookAtSeries, "the next one is still on that day", facts=SeriesFacts),
    until(
        series_ends,
        HELD,
        PLAN_NEXT,
        anybody(Role.OFFICE),
        why="practice of 乡长有约: fixed meetings are a series (rules.meetings.regular_every)",
        when=none_is_planned,
    ),
)
