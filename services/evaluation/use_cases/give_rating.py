"""A raiser rates the answer."""

from services.evaluation.storage.tables import RATING
from shared.contracts.envelope import Message
from shared.contracts.evaluation import GiveRating
from shared.contracts.intake import SubmissionSnapshot
from shared.errors import Refusal
from shared.journal.work import Work


async def give_rating(message: Message[GiveRating], work: Work) -> Refusal | None:
    """A later rating takes the place of an earlier one."""
    submission = await work.known("submission", message.data.submission_id, SubmissionSnapshot)
    rating = await work.load(RATING, message.data.submission_id)
    return work.carry_out(RATING, RATING.table.decide(rating, message.data, work.situation(submission)))
