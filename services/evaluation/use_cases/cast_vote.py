"""A deputy votes."""

from services.evaluation.domain.ballot.voting import VotingFacts
from services.evaluation.storage.tables import BALLOT, VOTES
from services.evaluation.storage.votes import has_voted
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.evaluation import CastVote


async def cast_vote(message: Message[CastVote], work: Work) -> Refusal | None:
    """The ballot counts one more. The vote itself goes into the table of votes and nowhere else."""
    vote, voter = message.data, message.envelope.actor.id
    # The ballot is read before the votes: a vote in between makes our version of it stale, and we start
    # again.
    ballot = await work.require(BALLOT, vote.ballot_id)
    voted = await work.ask(has_voted, ballot.ballot_id, voter)
    decision = BALLOT.behaviour.decide(ballot, vote, work.situation(VotingFacts(voted)))
    if refusal := work.carry_out(BALLOT, decision):
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
