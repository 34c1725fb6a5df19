"""A deputy votes, or the office enters the paper on which one has voted; or they keep out."""

import secrets
from typing import Any

from services.evaluation.domain.ballot.ballot import OPEN
from services.evaluation.domain.ballot.recusing import KeepingOutFacts
from services.evaluation.domain.ballot.voting import VotingFacts
from services.evaluation.storage.tables import BALLOT, ROLL, VOTES
from services.evaluation.storage.votes import on_the_roll
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.evaluation import CastVote, EnterPaperVote, RecuseFromBallot
from shared.language.contracts.intake import TopicRecused

_BYTES = 16


async def cast_vote(message: Message[CastVote], work: Work) -> Refusal | None:
    """The ballot counts one more, the roll has one more name, and the votes have one more row: nothing says
    which of them is whose."""
    return await _vote(message, work, message.envelope.actor.id)


async def enter_paper_vote(message: Message[EnterPaperVote], work: Work) -> Refusal | None:
    """The same, from a paper that two people have read."""
    paper = message.data
    return await _vote(message, work, paper.voter_id, paper=paper.number, second_person=paper.second_person)


async def recuse(message: Message[RecuseFromBallot], work: Work) -> Refusal | None:
    """A deputy keeps out who has not voted yet. As with a vote, the ballot is read before the roll."""
    command = message.data
    ballot = await work.require(BALLOT, command.ballot_id)
    facts = await work.ask(on_the_roll, ballot.ballot_id, command.deputy_id)
    return work.carry_out(BALLOT, BALLOT.behaviour.decide(ballot, command, work.situation(facts)))


async def follow_recusal(message: Message[TopicRecused], work: Work) -> Refusal | None:
    """Who keeps out of a topic does not vote on its items any more."""
    topic = message.data.topic
    for item_id in topic.item_ids:
        of_item = BALLOT.table.c.data.contains({"item_id": item_id})
        for ballot in await work.find(BALLOT, of_item, BALLOT.table.c.state == OPEN):
            voted = set()
            for deputy in {one.deputy_id for one in topic.recusals} & set(ballot.entitled):
                if (await work.ask(on_the_roll, ballot.ballot_id, deputy)).has_voted:
                    voted.add(deputy)
            situation = work.situation(KeepingOutFacts(frozenset(voted)))
            work.carry_out(BALLOT, BALLOT.behaviour.decide(ballot, message.data, situation))
    return None


async def _vote(
    message: Message[CastVote] | Message[EnterPaperVote], work: Work, voter: str, **read: Any
) -> Refusal | None:
    # The ballot is read before the roll: a vote in between makes our version of it stale, and we start again.
    vote = message.data
    ballot = await work.require(BALLOT, vote.ballot_id)
    facts: VotingFacts = await work.ask(on_the_roll, ballot.ballot_id, voter, read.get("paper"))
    if refusal := work.carry_out(BALLOT, BALLOT.behaviour.decide(ballot, vote, work.situation(facts))):
        return refusal
    entered_by = message.envelope.actor.id
    work.insert(
        ROLL,
        ballot_id=ballot.ballot_id,
        voter=voter,
        paper=read.get("paper"),
        entered_by=entered_by,
        second_person=read.get("second_person"),
        at=work.now,
    )
    work.insert(
        VOTES,
        ballot_id=ballot.ballot_id,
        id=secrets.token_hex(_BYTES),
        process=vote.process,
        result=vote.result,
        reason=vote.reason,
    )
    return None
