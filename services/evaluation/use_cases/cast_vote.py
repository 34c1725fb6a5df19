"""A deputy votes."""

from services.evaluation.storage.tables import BALLOT, VOTES
from services.evaluation.storage.votes import has_voted
from shared.contracts.envelope import Message
from shared.contracts.evaluation import CastVote
from shared.errors import Refusal, refuse
from shared.journal.work import Work


async def cast_vote(message: Message[CastVote], work: Work) -> Refusal | None:
    """The ballot counts one more; what was chosen goes into the table of votes and nowhere else."""
    vote, voter = message.data, message.envelope.actor.id
    # The ballot is read before the votes: whoever votes in between makes our version of it stale, and we start again.
    ballot = await work.load(BALLOT, vote.ballot_id)
    if ballot is None:
        return refuse("unknown_thing", "data.ballot_id", thing="ballot", id=vote.ballot_id)
    voted = await has_voted(work.reading, work.township, ballot.ballot_id, voter)
    if refusal := work.carry_out(BALLOT, BALLOT.table.decide(ballot, vote, work.situation(voted))):
        return refusal
    work.insert(
        VOTES,
        ballot_id=ballot.ballot_id,
        voter=voter,
        round=ballot.round,
        process=vote.process,
        result=vote.result,
        reason=vote.reason,
        cast_at=work.now,
    )
    return None
