"""A matter that is the house's alone (举报): never public, and kept from whom it concerns (ADR 0072)."""

from dataclasses import replace
from decimal import Decimal

from services.intake.domain.submission.submission import STATES, Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    LiftConfidentiality,
    MakeConfidential,
    SubmissionConfidentialityLifted,
    SubmissionMadeConfidential,
)
from shared.language.contracts.intake.submission_states import MERGED
from shared.language.directory.choosing import in_words, likely

_STEP = Decimal("0.005")
"""Degrees: about 500 metres."""


def rounded(degrees: Decimal | None) -> Decimal | None:
    """A place that shows the hamlet and no house (case V03)."""
    return None if degrees is None else round(degrees / _STEP) * _STEP


def confidential_already(submission: Submission, _message: object, _situation: Situation) -> Refusal | None:
    """It is confidential (no law: what is not can be lifted from nothing)."""
    return None if submission.confidential else refuse("not_confidential", "data.submission_id")


def no_topic_could_let_it_go(
    submission: Submission, _message: object, _situation: Situation
) -> Refusal | None:
    """It is part of no topic that could let it go: a topic is public, and names its matters (ADR 0072)."""
    could = submission.state == MERGED and not submission.in_hand
    return refuse("confidential_in_topic", "data.submission_id") if could else None


def recused_are_people(_: Submission, message: MakeConfidential, situation: Situation) -> Refusal | None:
    """Whom it concerns are people of the township's list; of others nothing has to be kept."""
    people = situation.directory.people
    for id in message.recused:
        if id not in people:
            near = likely(id, people)
            known = in_words(near, people)
            return refuse("unknown_people", "data.recused", given=id, known=known, one_of=near)
    return None


def somebody_of_the_office_is_left(
    _submission: Submission, message: MakeConfidential, situation: Situation
) -> Refusal | None:
    """It does not concern all of the office: nobody could act on it, nor lift that again (ADR 0072)."""
    office = situation.directory.holding(Role.OFFICE).keys()
    return None if office - set(message.recused) else refuse("office_all_recused", "data.recused")


def make_confidential(submission: Submission, message: MakeConfidential, _situation: Situation) -> Submission:
    """Nothing of it is public any more; what was is kept inside."""
    before = (submission.published,) if submission.published else ()
    return replace(
        submission,
        published=None,
        earlier_published=(*submission.earlier_published, *before),
        made_confidential=submission.made_confidential + 1,
        confidings=submission.confidings + 1,
        confidential_why=message.why,
        recused=message.recused,
        latitude=rounded(submission.latitude),
        longitude=rounded(submission.longitude),
    )


def lift(submission: Submission, message: LiftConfidentiality, _situation: Situation) -> Submission:
    """As others are; unpublished, and why is kept."""
    return replace(
        submission,
        made_confidential=0,
        confidings=submission.confidings + 1,
        confidential_why=message.why,
        recused=(),
    )


CONFIDING: tuple[Clause[Submission], ...] = (
    Transition(
        STATES,
        MakeConfidential,
        None,
        SubmissionMadeConfidential,
        by=(Role.OFFICE,),
        why="practice of 信访 (检举、控告人保密): who reports others is kept from them; ADR 0072",
        guards=(no_topic_could_let_it_go, recused_are_people, somebody_of_the_office_is_left),
        change=make_confidential,
    ),
    Transition(
        STATES,
        LiftConfidentiality,
        None,
        SubmissionConfidentialityLifted,
        by=(Role.OFFICE,),
        why="ADR 0072: what was kept by mistake is as other matters are, and unpublished",
        guards=(confidential_already,),
        change=lift,
    ),
)
