"""The office takes a matter on, and says what kind of matter it is."""

from dataclasses import replace
from datetime import datetime

from services.intake.domain.submission.lists import category_is_known, kind_is_known, urgency_is_known
from services.intake.domain.submission.submission import Submission
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import AcceptSubmission, SubmissionAccepted
from shared.language.contracts.intake.submission_states import ACCEPTED, RECEIVED
from shared.language.waiting import anybody, by_days, within


def accept(submission: Submission, message: AcceptSubmission, situation: Situation) -> Submission:
    """The submission is taken on. The office's values count; else the suggestion, if the office follows it;
    else the raiser's values."""
    suggested = submission.triage if message.as_suggested else None
    return replace(
        submission,
        category=message.category or (suggested.category.value if suggested else submission.category),
        kind=message.kind or (suggested.kind.value if suggested else submission.kind),
        urgency=message.urgency or submission.urgency,
        accepted_at=situation.now,
    )


def counts_from(submission: Submission) -> datetime:
    """From when the time without an answer counts: not while it waited for the raiser."""
    return submission.counts_from or submission.submitted_at


_office = anybody(Role.OFFICE)

ACCEPTING: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED,),
        AcceptSubmission,
        ACCEPTED,
        SubmissionAccepted,
        by=(Role.OFFICE,),
        why="practice: the office takes a matter on before anybody deals with it; ADR 0030: people decide, "
        "triage suggests",
        guards=(category_is_known, kind_is_known, urgency_is_known),
        change=accept,
    ),
    within(
        lambda rules: rules.intake.receipt_within,
        (RECEIVED,),
        "look_at",
        _office,
        why="rule intake.receipt_within (北京12345); what is no danger is asked after by the day",
        since=counts_from,
        ladder=by_days(_office),
    ),
)
