"""The office takes a matter on, and says what kind of matter it is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from services.intake.domain.submission.lists import category_is_known, kind_is_known, urgency_is_known
from services.intake.domain.submission.publishing import decide, publication_with_it_is_possible
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.triaging import YES
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import AcceptSubmission, SubmissionAccepted, Suggested
from shared.language.contracts.intake.submission_states import ACCEPTED, RECEIVED
from shared.language.directory.choosing import Named, name_in
from shared.language.waiting import anybody, by_days, within


def there_is_a_suggestion(
    submission: Submission, message: AcceptSubmission, _situation: Situation
) -> Refusal | None:
    """Nobody follows what was not said (ADR 0030)."""
    if message.as_suggested and submission.triage is None:
        return refuse("nothing_suggested", "data.as_suggested")
    return None


def suggestion_is_to_accept(
    submission: Submission, message: AcceptSubmission, situation: Situation
) -> Refusal | None:
    """What triage takes for inadmissible is not accepted unread: a person says that they take it on
    (ADR 0030: people decide)."""
    if message.as_suggested and submission.triage and submission.triage.admissible.value != YES:
        reason = name_in(situation.directory.reasons, submission.triage.admissible.value)
        return refuse("suggested_inadmissible", "data.as_suggested", reason=reason)
    return None


def suggestion_is_sure(
    submission: Submission, message: AcceptSubmission, situation: Situation
) -> Refusal | None:
    """Triage is sure of what the office leaves to it (rule intake.suggestion_followed_from)."""
    if not (message.as_suggested and submission.triage):
        return None
    directory, triage = situation.directory, submission.triage
    left: tuple[tuple[str, str | None, Suggested, Mapping[str, Named]], ...] = (
        ("category", message.category, triage.category, directory.categories),
        ("kind", message.kind, triage.kind, directory.kinds),
    )
    for field, said, suggested, names in left:
        if not (said or suggested.sure):
            value, sure = name_in(names, suggested.value), f"{suggested.confidence:.0%}"
            return refuse("suggestion_unsure", f"data.{field}", value=value, sure=sure)
    return None


def accept(submission: Submission, message: AcceptSubmission, situation: Situation) -> Submission:
    """The submission is taken on. The office's values count; else the suggestion, if the office follows it;
    else the raiser's values."""
    suggested = submission.triage if message.as_suggested else None
    taken_on = replace(
        submission,
        category=message.category or (suggested.category.value if suggested else submission.category),
        kind=message.kind or (suggested.kind.value if suggested else submission.kind),
        urgency=message.urgency or submission.urgency,
        accepted_at=situation.now,
    )
    return decide(taken_on, message.publish, situation)


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
        guards=(
            category_is_known,
            kind_is_known,
            urgency_is_known,
            there_is_a_suggestion,
            suggestion_is_to_accept,
            suggestion_is_sure,
            publication_with_it_is_possible,
        ),
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
