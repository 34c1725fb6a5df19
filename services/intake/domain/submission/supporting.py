"""Support (我也一样): the people who say that a matter concerns them too. Each person counts once."""

from dataclasses import dataclass, replace

from services.intake.domain.submission.raiser import RAISERS, RAISERS_AND_AGENTS
from services.intake.domain.submission.submission import UNFINISHED, Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.intake import (
    SubmissionSupported,
    SubmissionSupportWithdrawn,
    SupportSubmission,
    WithdrawSupport,
)


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """``person``: the supporter's key; empty if nothing tells them from others."""

    person: str


def says_who_supports(_: Submission, _message: object, situation: Situation[SupportFacts]) -> Refusal | None:
    """Something tells this person from all others (ADR 0031)."""
    return None if situation.facts.person else refuse("supporter_unknown", "data.person")


def others_know_of_it(submission: Submission, _message: object, _situation: Situation) -> Refusal | None:
    """Others know of the matter: of a confidential one they are told no more than of none (ADR 0072)."""
    if not submission.confidential:
        return None
    return refuse("unknown_thing", "data.submission_id", thing="submission", id=submission.submission_id)


def supporter_did_not_raise_it(
    submission: Submission, message: SupportSubmission, situation: Situation[SupportFacts]
) -> Refusal | None:
    """Whoever raised it is counted already (ADR 0031: supporters are the others whom it concerns)."""
    actor = situation.actor
    names_nobody = not (message.phone or message.person)
    theirs = names_nobody and not submission.on_behalf and actor.id == submission.entered_by
    if theirs or situation.facts.person == submission.raiser_key:
        return refuse("raiser_supports_own", "data.person")
    return None


def does_not_support_it_yet(
    submission: Submission, _message: SupportSubmission, situation: Situation[SupportFacts]
) -> Refusal | None:
    """They do not support it yet (ADR 0031: each person counts once)."""
    if situation.facts.person in submission.supported_by:
        return refuse("already_supported", "data.person", supporters=submission.supporters)
    return None


def supports_it(
    submission: Submission, _message: WithdrawSupport, situation: Situation[SupportFacts]
) -> Refusal | None:
    """They do support it (ADR 0031)."""
    if situation.facts.person in submission.supported_by:
        return None
    return refuse("not_supported", "data.person")


def add(
    submission: Submission, _message: SupportSubmission, situation: Situation[SupportFacts]
) -> Submission:
    """One more person supports the submission."""
    return replace(submission, supported_by=(*submission.supported_by, situation.facts.person))


def take_away(
    submission: Submission, _message: WithdrawSupport, situation: Situation[SupportFacts]
) -> Submission:
    """One person less supports the submission."""
    left = tuple(person for person in submission.supported_by if person != situation.facts.person)
    return replace(submission, supported_by=left)


SUPPORTING: tuple[Clause[Submission], ...] = (
    Transition(
        UNFINISHED,
        SupportSubmission,
        None,
        SubmissionSupported,
        by=RAISERS_AND_AGENTS,
        why="practice of 我也一样: how many a matter concerns helps to choose topics; ADR 0031",
        facts=SupportFacts,
        guards=(others_know_of_it, says_who_supports, supporter_did_not_raise_it, does_not_support_it_yet),
        change=add,
    ),
    Transition(
        UNFINISHED,
        WithdrawSupport,
        None,
        SubmissionSupportWithdrawn,
        by=RAISERS,
        why="practice of 我也一样: who is not concerned any more counts no more; ADR 0031",
        facts=SupportFacts,
        guards=(says_who_supports, supports_it),
        change=take_away,
    ),
)
