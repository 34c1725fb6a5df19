"""Counting anew: the day for the head's answer, and the first day on which the agenda may be frozen, follow
when the rules change with open deadlines, and when the holidays of a year become known.

Neither is moved into the past: at the earliest to the day on which it is counted anew.
"""

from dataclasses import replace
from datetime import datetime

from services.scheduling.domain.meeting.convening import working_days_ahead
from services.scheduling.domain.meeting.meeting import CONVENED, REQUESTED, STATES, Meeting
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.calendar import Period, end_of_day, local_day
from shared.language.calendar.anew import Standing, anew, settled
from shared.language.contracts.deadlines import RULES
from shared.language.contracts.scheduling import CountMeetingsAnew, MeetingDueConfirmed, MeetingDueMoved

COUNTED = (REQUESTED, CONVENED)
"""The states with a day that follows from the rules."""


def due_at(meeting: Meeting) -> datetime:
    """24:00 of the day that the state is about."""
    day = meeting.answer_due_on if meeting.state == REQUESTED else meeting.freeze_on
    assert day
    return end_of_day(day)


def counted_anew(meeting: Meeting, message: CountMeetingsAnew, situation: Situation) -> Meeting:
    """The meeting with the day that it has by the calendar of now, and by the rules of now if these have
    changed (rules.meetings.request_answered_within, rules.agenda)."""
    was, by_rules = Standing(due_at(meeting), meeting.provisional), message.because == RULES
    now, calendar = situation.now, situation.calendar
    if meeting.state == REQUESTED:
        asked_at = meeting.answer_from or meeting.requested_at
        assert asked_at
        by_rules = by_rules or not meeting.answer_within
        ruled = situation.rules.meetings.request_answered_within
        period = ruled if by_rules else Period.parse(meeting.answer_within)
        at, provisional = anew(was, asked_at, period, now, calendar)
        return replace(
            meeting, answer_due_on=local_day(at), answer_within=str(period), provisional=provisional
        )
    by_rules = by_rules or not meeting.frozen_before
    ahead = working_days_ahead(meeting.kind, situation) if by_rules else meeting.frozen_before
    day = calendar.add_working_days(meeting.day, -ahead)
    counted = Standing(end_of_day(day), calendar.is_provisional_between(day, meeting.day))
    at, provisional = settled(was, counted, now, calendar)
    return replace(meeting, freeze_on=local_day(at), frozen_before=ahead, provisional=provisional)


def day_moves(meeting: Meeting, message: CountMeetingsAnew, situation: Situation) -> bool:
    """Counted anew, it is another day."""
    return due_at(counted_anew(meeting, message, situation)) != due_at(meeting)


def grounds_change(meeting: Meeting, message: CountMeetingsAnew, situation: Situation) -> bool:
    """The day stands, but something that it follows from does not, or its certainty."""
    return counted_anew(meeting, message, situation) != meeting


COUNTING_ANEW: tuple[Clause[Meeting], ...] = (
    Transition(
        COUNTED,
        CountMeetingsAnew,
        None,
        MeetingDueMoved,
        why="民法典 art. 203, platform rule: open deadlines follow the year's holidays, and rules as decided",
        when=day_moves,
        change=counted_anew,
    ),
    Transition(
        COUNTED,
        CountMeetingsAnew,
        None,
        MeetingDueConfirmed,
        why="platform rule: what a deadline follows from, and whether it may still move, is always known",
        when=grounds_change,
        change=counted_anew,
    ),
    Ignore(COUNTED, CountMeetingsAnew, "counted anew, it is the same day"),
    Ignore(
        tuple(state for state in STATES if state not in COUNTED), CountMeetingsAnew, "it has no such day now"
    ),
)
