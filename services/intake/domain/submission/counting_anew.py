"""Counting anew: the time for the raiser's answer, or for the county's, follows when the rules change with
open deadlines, and when the holidays of a year become known.

It is never moved into the past: at the earliest to the end of the day on which it is counted anew. The county
that has been reminded is past its time already.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from services.intake.domain.submission.asking_back import start_waiting
from services.intake.domain.submission.forwarding import county_answers_by
from services.intake.domain.submission.submission import STATES, Submission
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import Period
from shared.language.calendar.anew import Standing, anew
from shared.language.contracts.deadlines import RULES
from shared.language.contracts.intake import (
    CountSubmissionsAnew,
    SubmissionDueConfirmed,
    SubmissionDueMoved,
)
from shared.language.contracts.intake.submission_states import FORWARDED, NEED_INFO

WAITING = (NEED_INFO, FORWARDED)
"""The states in which somebody else has time to answer."""


def due_at(submission: Submission) -> datetime:
    """When the time is over that runs now."""
    if submission.state == NEED_INFO:
        return submission.asked_back[-1].expires_at
    return county_answers_by(submission)


def counted_anew(submission: Submission, message: CountSubmissionsAnew, situation: Situation) -> Submission:
    """The matter with the time that the raiser, or the county, has by the calendar of now, and by the rules
    of now if these have changed (intake.need_info_expires_after, intake.county_answers_within)."""
    rules = situation.rules.intake
    if submission.state == NEED_INFO:
        *earlier, asked = submission.asked_back
        period = _period(asked.within, rules.need_info_expires_after, message)
        was = Standing(asked.expires_at, asked.provisional)
        at, provisional = anew(was, asked.asked_at, period, situation.now, situation.calendar)
        changed = {"expires_at": at, "provisional": provisional, "within": str(period)}
        return replace(submission, asked_back=(*earlier, asked.model_copy(update=changed)))
    *before, last = submission.forwardings
    if last.reminded:
        return submission
    period = _period(last.within, rules.county_answers_within, message)
    was = Standing(last.answer_due_at, last.provisional)
    at, provisional = anew(was, last.forwarded_at, period, situation.now, situation.calendar)
    changed = {"answer_due_at": at, "provisional": provisional, "within": str(period)}
    return replace(submission, forwardings=(*before, last.model_copy(update=changed)))


def time_moves(submission: Submission, message: CountSubmissionsAnew, situation: Situation) -> bool:
    """Counted anew, the time is over at another instant."""
    return due_at(counted_anew(submission, message, situation)) != due_at(submission)


def grounds_change(submission: Submission, message: CountSubmissionsAnew, situation: Situation) -> bool:
    """The time stands, but something that it follows from does not, or its certainty."""
    return counted_anew(submission, message, situation) != submission


def wait_until_then(submission: Submission, situation: Situation) -> Iterator[TimerChange]:
    """The timer of the question; the county's follows from the wait for it."""
    if submission.state == NEED_INFO:
        yield from start_waiting(submission, situation)


def _period(within: str, by_rules: Period, message: CountSubmissionsAnew) -> Period:
    return by_rules if message.because == RULES or not within else Period.parse(within)


COUNTING_ANEW: tuple[Clause[Submission], ...] = (
    Transition(
        WAITING,
        CountSubmissionsAnew,
        None,
        SubmissionDueMoved,
        why="民法典 art. 203, platform rule: open deadlines follow the year's holidays, and rules as decided",
        when=time_moves,
        change=counted_anew,
        timers=wait_until_then,
    ),
    Transition(
        WAITING,
        CountSubmissionsAnew,
        None,
        SubmissionDueConfirmed,
        why="platform rule: what a deadline follows from, and whether it may still move, is always known",
        when=grounds_change,
        change=counted_anew,
    ),
    Ignore(WAITING, CountSubmissionsAnew, "counted anew, the time is over at the same moment"),
    Ignore(
        tuple(state for state in STATES if state not in WAITING), CountSubmissionsAnew, "it waits for nobody"
    ),
)
