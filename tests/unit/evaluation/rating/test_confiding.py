"""A rating is the house's alone as long as its matter is."""

from services.evaluation.domain.rating.rating import STATES
from shared.kernel.messages.audience import public_json
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts.evaluation import GiveRating, RatingConfidentialityChanged
from shared.language.contracts.intake import (
    SubmissionConfidentialityLifted,
    SubmissionMadeConfidential,
)
from tests.unit.chapters import Example
from tests.unit.evaluation.builders import CITIZEN, OPENED_AT, SECRET, submission
from tests.unit.evaluation.world import EvaluationWorld
from tests.unit.redacting import a_sample

MADE, LIFTED = "2026-11-20 09:00", "2026-11-21 09:00"
EXAMPLES = tuple(
    Example(a_sample(event), SYSTEM, STATES)
    for event in (SubmissionMadeConfidential, SubmissionConfidentialityLifted)
)
MAKES = SubmissionMadeConfidential(
    submission=submission(confidential=True, made_confidential=1, confidings=1)
)
LIFTS = SubmissionConfidentialityLifted(submission=submission(confidings=2))
RATE = GiveRating(submission_id="D1", proof=SECRET, satisfied=False, reason="没来")


def rated() -> EvaluationWorld:
    world = EvaluationWorld()
    world.knows("submission", submission())
    world.must(OPENED_AT, CITIZEN, RATE)
    return world


def test_what_was_rated_before_is_withheld_and_heard_of_again_when_that_is_lifted() -> None:
    world = rated()
    world.hears(MADE, MAKES)
    last = world.events[-1]
    assert isinstance(last, RatingConfidentialityChanged)
    face = public_json(last)
    assert face
    assert RatingConfidentialityChanged.model_validate_json(face).rating.confidential
    assert [statement[0] for statement in world.written] == ["withhold"]
    assert public_json(world.must(MADE, CITIZEN, RATE)) == ""
    world.hears(LIFTED, LIFTS)
    assert isinstance(world.events[-1], RatingConfidentialityChanged)
    assert public_json(world.events[-1]) != ""
    assert public_json(world.must(LIFTED, CITIZEN, RATE)) != ""


def test_news_that_arrives_late_makes_nothing_public_that_is_confidential_since() -> None:
    world = rated()
    again = MAKES.submission.model_copy(update={"confidings": 3})
    world.hears("2026-11-22 09:00", SubmissionMadeConfidential(submission=again))
    told = len(world.events)
    world.hears("2026-11-22 09:01", LIFTS)
    world.hears("2026-11-22 09:02", MAKES)
    assert len(world.events) == told
