"""A raiser's own rating of the answer: shown beside the deputies' ballots, never mixed in."""

from dataclasses import dataclass
from datetime import datetime

from shared.codes.proof import proves
from shared.contracts.base import Role
from shared.contracts.evaluation import GiveRating, RatingGiven
from shared.errors import Refusal, refuse
from shared.state_machine import ABSENT, Row, Situation, Table

GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Rating:
    """The latest rating of one submission's answer, and how often it was given. Times are UTC."""

    submission_id: str
    given: int
    satisfied: bool
    reason: str
    at: datetime
    state: str = ""
    version: int = 0

    @property
    def rating_id(self) -> str:
        """A submission has one rating, which later ones replace."""
        return self.submission_id


def submission_is_known(rating: Rating | None, command: GiveRating, situation: Situation) -> Refusal | None:
    """Intake has told of the submission, which is ``situation.facts``."""
    if situation.facts is None:
        return refuse("unknown_thing", "data.submission_id", thing="submission", id=command.submission_id)
    return None


def proof_fits(rating: Rating | None, command: GiveRating, situation: Situation) -> Refusal | None:
    """Whoever shows the raiser's secret is the raiser."""
    if situation.facts.proof is None:
        return refuse("no_proof_kept", "data.submission_id")
    return None if proves(command.proof, situation.facts.proof) else refuse("wrong_proof", "data.proof")


def submission_is_answered(rating: Rating | None, command: GiveRating, situation: Situation) -> Refusal | None:
    """There is an answer to rate."""
    if not situation.facts.answers:
        return refuse("no_answer_yet", "data.submission_id")
    return None


def dissatisfied_says_why(rating: Rating | None, command: GiveRating, situation: Situation) -> Refusal | None:
    """不满意 needs a reason."""
    if not command.satisfied and not command.reason:
        return refuse("reason_required", "data.reason")
    return None


def given(rating: Rating | None, command: GiveRating, situation: Situation) -> Rating:
    """The latest rating wins."""
    return Rating(
        submission_id=command.submission_id,
        given=rating.given + 1 if rating else 1,
        satisfied=command.satisfied,
        reason=command.reason,
        at=situation.now,
    )


RATING_TABLE: Table[Rating] = Table(
    "rating",
    (GIVEN,),
    (
        Row(
            (ABSENT, GIVEN),
            GiveRating,
            GIVEN,
            RatingGiven,
            by=(Role.CITIZEN,),
            guards=(submission_is_known, proof_fits, submission_is_answered, dissatisfied_says_why),
            change=given,
        ),
    ),
)
