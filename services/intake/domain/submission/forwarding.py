"""Matters handed up to the county: each is followed until an answer or the matter itself comes back."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.submission.answering import no_item_deals_with_it
from services.intake.domain.submission.erasing import keep_for_a_time
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.telling import to_tell
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import deadline
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    Forwarding,
    ForwardSubmission,
    RecordCountyAnswer,
    ReturnSubmission,
    SubmissionAnsweredByCounty,
    SubmissionForwarded,
    SubmissionReturned,
)
from shared.language.contracts.intake.submission_states import ACCEPTED, CLOSED, FORWARDED, RECEIVED
from shared.language.waiting import Waiting, anybody, every, until

COUNTY = "county"
"""The name of the rungs by which the county is reminded."""


def forward(submission: Submission, message: ForwardSubmission, situation: Situation) -> Submission:
    """It lies with the county; until when it should have answered, the rules say
    (intake.county_answers_within). The raiser is to be told."""
    due = deadline(situation.now, situation.rules.intake.county_answers_within, situation.calendar)
    forwarding = Forwarding(
        to=message.to,
        why=message.why,
        forwarded_at=situation.now,
        answer_due_at=due.at,
        within=str(due.period),
        provisional=due.provisional,
    )
    return to_tell(replace(submission, forwardings=(*submission.forwardings, forwarding)), situation)


def answer(submission: Submission, message: RecordCountyAnswer, situation: Situation) -> Submission:
    """The county's answer is the raiser's; nothing more follows here."""
    told = _latest(submission, answer=message.text, answered_at=situation.now)
    return to_tell(replace(told, closed_at=situation.now), situation)


def take_back(submission: Submission, message: ReturnSubmission, situation: Situation) -> Submission:
    """The township deals with it after all, and has thereby taken it on."""
    returned = _latest(submission, returned_reason=message.reason, returned_at=situation.now)
    return to_tell(replace(returned, accepted_at=submission.accepted_at or situation.now), situation)


def county_reminded(submission: Submission, waiting: Waiting, _situation: Situation) -> Submission:
    """The county was reminded once more, if that was the rung."""
    if waiting.called is None or waiting.called.name != COUNTY:
        return submission
    return _latest(submission, reminded=submission.forwardings[-1].reminded + 1)


def county_answers_by(submission: Submission) -> datetime:
    """When the county that has it should have answered."""
    return submission.forwardings[-1].answer_due_at


def _latest(submission: Submission, **changes: object) -> Submission:
    *earlier, last = submission.forwardings
    return replace(submission, forwardings=(*earlier, last.model_copy(update=changes)))


_office = anybody(Role.OFFICE)

FORWARDING: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED, ACCEPTED),
        ForwardSubmission,
        FORWARDED,
        SubmissionForwarded,
        by=(Role.OFFICE,),
        why="practice: what only the county can decide is handed up, and followed for the raiser",
        guards=(no_item_deals_with_it,),
        change=forward,
    ),
    Transition(
        (FORWARDED,),
        RecordCountyAnswer,
        CLOSED,
        SubmissionAnsweredByCounty,
        by=(Role.OFFICE,),
        why="practice: every raiser is answered, also where the county decides",
        change=answer,
        timers=keep_for_a_time,
    ),
    Transition(
        (FORWARDED,),
        ReturnSubmission,
        ACCEPTED,
        SubmissionReturned,
        by=(Role.OFFICE,),
        why="practice: what the county gives back is the township's, and cannot vanish between the two",
        change=take_back,
    ),
    until(
        county_answers_by,
        (FORWARDED,),
        "remind_county",
        _office,
        why="rules intake.county_answers_within and county_reminded_every (no law gives a time)",
        ladder=every(COUNTY, lambda rules: rules.intake.county_reminded_every, _office),
    ),
)
