"""Regular meetings are a series (固定见面): after each the next is waited for, and a missed one stays
visible."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.scheduling.domain.meeting.convening import convene_by
from services.scheduling.domain.meeting.meeting import OF_THE_SERIES, PLANNED, REGULAR, STATES, Meeting
from shared.language.behaviour import Clause, Creation, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import Unit, deadline, end_of_day, local_day
from shared.language.calendar.month import weekday_of_month
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import LookAtSeries, MeetingPlanned, MeetingSeriesChanged
from shared.language.waiting import ESCALATION, URGE, Waiting, anybody, until

PLAN_NEXT = "plan_next"


@dataclass(frozen=True, slots=True)
class SeriesFacts:
    """The days of the other regular meetings that were not called off or missed."""

    days: frozenset[date] = frozenset()
    first: Mapping[date, date] = field(default_factory=dict)
    """Of those that were moved: the day → the first one."""
    called_off: frozenset[date] = frozenset()
    """The days of those that were called off: somebody decides then, not the platform."""
    last: Meeting | None = None
    """The one that the next follows."""


def next_due_on(meeting: Meeting, situation: Situation) -> date | None:
    """The day by which the next regular meeting is due (``meetings.regular_every``), or a missed one is made
    good (``meetings.moved_at_most``); None: on demand, which is no series."""
    if meeting.kind != REGULAR:
        return None
    if meeting.missed_reason:
        made_good = situation.rules.meetings.moved_at_most
        return deadline(end_of_day(meeting.day), made_good, situation.calendar).last_day
    return following(meeting.first_day or meeting.day, situation)


def following(day: date, situation: Situation) -> date:
    """The day of the series after ``day``: in the month that ``meetings.regular_every`` leads to, by the rule
    of the weekday, and a working day."""
    rules, calendar = situation.rules.meetings, situation.calendar
    every = rules.regular_every
    in_months = every.unit is Unit.MONTH
    month_of = day if in_months else deadline(end_of_day(day), every, calendar).last_day
    on = every.amount if in_months else 0
    by_rule = weekday_of_month(month_of, on, rules.regular_week, rules.regular_weekday)
    return by_rule if calendar.is_working_day(by_rule) else calendar.next_working_day(by_rule)


def office_has_planned_none(_: None, message: LookAtSeries, situation: Situation[SeriesFacts]) -> bool:
    """The office has planned none in its time (``meetings.planned_after``), nor called one off."""
    last, facts = situation.facts.last, situation.facts
    if last is None or last.kind != REGULAR or last.missed_reason or last.held_at is None:
        return False
    somebody_decided = any(day > last.day for day in (*facts.days, *facts.called_off))
    return not somebody_decided and situation.now >= _offices_time(last, situation)


def plan_next(_: None, message: LookAtSeries, situation: Situation[SeriesFacts]) -> Meeting:
    """The next one of the series, in the room of the last; of days that have passed the next."""
    last = situation.facts.last
    assert last
    day = following(last.first_day or last.day, situation)
    while day <= local_day(situation.now):
        day = following(day, situation)
    return Meeting(
        meeting_id=situation.new_id,
        kind=REGULAR,
        day=day,
        first_day=day,
        room=last.room,
        convene_by=convene_by(REGULAR, day, situation),
    )


def _offices_time(meeting: Meeting, situation: Situation) -> datetime:
    assert meeting.held_at
    period = situation.rules.meetings.planned_after
    return deadline(meeting.held_at, period, situation.calendar).at


def look_soon(meeting: Meeting, situation: Situation) -> Iterator[TimerChange]:
    """At once: a next one may be planned already; and when the office's time is over."""
    if meeting.next_due_on:
        yield look_now(meeting.meeting_id, situation.now)
    if meeting.next_due_on and meeting.held_at:
        look = LookAtSeries(meeting_id=meeting.meeting_id)
        yield TimerChange(f"meeting:{meeting.meeting_id}:plan", _offices_time(meeting, situation), look)


def look_now(meeting_id: str, now: datetime) -> TimerChange:
    """The timer by which that meeting looks at the series."""
    return TimerChange(f"meeting:{meeting_id}:series", now, LookAtSeries(meeting_id=meeting_id))


def with_next(meeting: Meeting, facts: SeriesFacts, now: datetime) -> Meeting:
    """With the first day after its own; missed is what is not planned in time by now. One that was moved was
    in time by its first day."""
    if meeting.next_due_on is None:
        return meeting
    next_on = min((day for day in facts.days if day > meeting.day), default=None)
    by = facts.first.get(next_on, next_on) if next_on else local_day(now)
    return replace(meeting, next_on=next_on, next_missed=by > meeting.next_due_on)


def next_is_another(meeting: Meeting, message: LookAtSeries, situation: Situation[SeriesFacts]) -> bool:
    """Another day than before follows this one, or none."""
    return look(meeting, message, situation) != meeting


def look(meeting: Meeting, message: LookAtSeries, situation: Situation[SeriesFacts]) -> Meeting:
    """The meeting with the day that follows it now."""
    return with_next(meeting, situation.facts, situation.now)


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
    Creation(
        LookAtSeries,
        PLANNED,
        MeetingPlanned,
        why="practice of 乡长有约: fixed meetings are a series (rules.meetings.regular_every, planned_after)",
        facts=SeriesFacts,
        when=office_has_planned_none,
        change=plan_next,
    ),
    Transition(
        OF_THE_SERIES,
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
        OF_THE_SERIES,
        PLAN_NEXT,
        anybody(Role.OFFICE),
        why="practice of 乡长有约: fixed meetings are a series (rules.meetings.regular_every)",
        when=none_is_planned,
    ),
)
