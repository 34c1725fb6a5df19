"""A raiser says whether the answer satisfies, as often as they like; the latest rating wins."""

from dataclasses import dataclass

from services.evaluation.domain.rating.rating import GIVEN, Rating
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Clause, Creation, Situation, Transition
from shared.language.calendar import local_day
from shared.language.codes.proof import proves
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import GiveRating, RatingGiven
from shared.language.contracts.intake import SubmissionSnapshot
from shared.language.waiting import Final


@dataclass(frozen=True, slots=True)
class RatingFacts:
    """The submission whose answer is rated; None: nobody has heard of it."""

    submission: SubmissionSnapshot | None

    @property
    def known_submission(self) -> SubmissionSnapshot:
        """The submission, for the guards after ``submission_is_known``."""
        assert self.submission is not None
        return self.submission


def submission_is_known(_: object, command: GiveRating, situation: Situation[RatingFacts]) -> Refusal | None:
    """Intake has told of the submission."""
    if situation.facts.submission is None:
        return refuse("unknown_thing", "data.submission_id", thing="submission", id=command.submission_id)
    return None


def proof_fits(_: object, command: GiveRating, situation: Situation[RatingFacts]) -> Refusal | None:
    """A person who shows the raiser's secret counts as the raiser (ADR 0029)."""
    kept = situation.facts.known_submission.proof
    if kept is None:
        return refuse("no_proof_kept", "data.submission_id")
    return None if proves(command.proof, kept) else refuse("wrong_proof", "data.proof")


def submission_is_answered(
    _: object, command: GiveRating, situation: Situation[RatingFacts]
) -> Refusal | None:
    """There is an answer to rate."""
    if not situation.facts.known_submission.answers:
        return refuse("no_answer_yet", "data.submission_id")
    return None


def answer_still_stands(_: object, command: GiveRating, situation: Situation[RatingFacts]) -> Refusal | None:
    """The office has not opened the matter again since: what it was answered then is nobody's last word, and
    rating it would have two people deal with one matter (practice: one matter is in one place)."""
    submission = situation.facts.known_submission
    since = [one.at for one in submission.reopened if one.at > submission.answers[-1].at]
    return refuse("answer_has_passed", "data.submission_id", day=local_day(since[-1])) if since else None


def reason_is_given(_: object, command: GiveRating, situation: Situation) -> Refusal | None:
    """不满意 needs a reason (as in the deputies' ballot)."""
    if not command.satisfied and not says_something(command.reason):
        return refuse("reason_required", "data.reason")
    return None


def first_given(_: None, command: GiveRating, situation: Situation[RatingFacts]) -> Rating:
    """The raiser's first rating."""
    return _given(1, command, situation)


def given_again(rating: Rating, command: GiveRating, situation: Situation[RatingFacts]) -> Rating:
    """The latest rating in the place of the one before."""
    return _given(rating.given + 1, command, situation)


def _given(times: int, command: GiveRating, situation: Situation[RatingFacts]) -> Rating:
    answer = situation.facts.known_submission.answers[-1]
    return Rating(
        submission_id=command.submission_id,
        item_id=answer.item_id,
        round=answer.round,
        given=times,
        satisfied=command.satisfied,
        reason=command.reason,
        at=situation.now,
        confidential=situation.facts.known_submission.confidential,
        confidings=situation.facts.known_submission.confidings,
    )


_MAY_RATE = (submission_is_known, proof_fits, submission_is_answered, answer_still_stands, reason_is_given)

GIVING: tuple[Clause[Rating], ...] = (
    Creation(
        GiveRating,
        GIVEN,
        RatingGiven,
        (Role.CITIZEN,),
        why="practice of the 12345 hotlines: who raised a matter says whether the answer satisfies",
        facts=RatingFacts,
        guards=_MAY_RATE,
        change=first_given,
    ),
    Transition(
        (GIVEN,),
        GiveRating,
        GIVEN,
        RatingGiven,
        (Role.CITIZEN,),
        why="platform: what was promised is often done after the answer, so the latest rating counts",
        facts=RatingFacts,
        guards=_MAY_RATE,
        change=given_again,
    ),
    Final((GIVEN,), "the raiser has rated the answer, and may rate it anew"),
)
