"""The office opens a ballot on an answered item."""

from dataclasses import replace

from services.evaluation.domain.ballot import OpeningFacts
from services.evaluation.storage.tables import BALLOT
from shared.contracts.envelope import Message
from shared.contracts.evaluation import OpenBallot
from shared.contracts.handling import ItemSnapshot
from shared.errors import Refusal
from shared.ids import derived_id
from shared.journal.work import Work


async def open_ballot(message: Message[OpenBallot], work: Work) -> Refusal | None:
    """The ballot's id follows from item and round, so the database itself allows one ballot a round."""
    item = await work.known("item", message.data.item_id, ItemSnapshot)
    round = item.round if item else 0
    ballot_id = derived_id("ballot", work.township, message.data.item_id, str(round))
    facts = OpeningFacts(item, has_ballot=await work.load(BALLOT, ballot_id) is not None)
    situation = replace(work.situation(facts), new_id=ballot_id)
    return work.carry_out(BALLOT, BALLOT.table.decide(None, message.data, situation))
