"""The office opens a ballot on an answered item."""

from services.evaluation.domain.ballot.ballot import Ballot, lapsed
from services.evaluation.domain.ballot.opening import OpeningFacts
from services.evaluation.storage.tables import BALLOT
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.ids import derived_id
from shared.language.contracts.evaluation import OpenBallot
from shared.language.contracts.handling import ItemSnapshot
from shared.language.contracts.intake import TopicSnapshot


async def open_ballot(message: Message[OpenBallot], work: Work) -> Refusal | None:
    """The ballot's id follows from item, round and lapsed ballots, so that two openings at once cannot both
    succeed."""
    item = await work.known("item", message.data.item_id, ItemSnapshot)
    round = item.round if item else 0
    earlier = await _of_round(work, message.data.item_id, round)
    ballot_id = derived_id("ballot", work.tenant, message.data.item_id, str(round), str(len(earlier)))
    keep_out = await _who_keeps_out(work, item)
    facts = OpeningFacts(item, any(not lapsed(ballot) for ballot in earlier), keep_out)
    situation = work.situation(facts, new_id=ballot_id)
    return work.carry_out(BALLOT, BALLOT.behaviour.decide(None, message.data, situation))


async def _who_keeps_out(work: Work, item: ItemSnapshot | None) -> frozenset[str]:
    topic = await work.known("topic", item.topic_id, TopicSnapshot) if item and item.topic_id else None
    return frozenset(recusal.deputy_id for recusal in topic.recusals) if topic else frozenset()


async def _of_round(work: Work, item_id: str, round: int) -> list[Ballot]:
    data = BALLOT.table.c.data
    return await work.find(BALLOT, data.contains({"item_id": item_id, "round": round}))
