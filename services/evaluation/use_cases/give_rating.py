"""A raiser rates the answer."""

from services.evaluation.domain.rating.giving import RatingFacts
from services.evaluation.domain.rating.rating import rating_id_of
from services.evaluation.storage.tables import RATING
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.evaluation import GiveRating
from shared.language.contracts.intake import SubmissionSnapshot


async def give_rating(message: Message[GiveRating], work: Work) -> Refusal | None:
    """A later rating takes the place of an earlier one."""
    submission = await work.known("submission", message.data.submission_id, SubmissionSnapshot)
    rating = await work.load(RATING, rating_id_of(message.data.submission_id))
    situation = work.situation(RatingFacts(submission))
    return work.carry_out(RATING, RATING.behaviour.decide(rating, message.data, situation))
