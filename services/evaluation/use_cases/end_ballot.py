"""The closing time of a ballot has come, or it is called off."""

from services.evaluation.domain.alarm.alarm import A_BUT_DISSATISFIED
from services.evaluation.domain.alarm.raising import Divergence, diverges
from services.evaluation.domain.ballot.ballot import CLOSED, OPEN, Ballot
from services.evaluation.domain.ballot.closing import CountingFacts
from services.evaluation.domain.ballot.counting import counted
from services.evaluation.storage.tables import ALARM, BALLOT
from services.evaluation.storage.votes import unlink, votes_of
from shared.kernel.journal.work import Work
from shared.kernel.messages.base import Bilingual
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import Moved
from shared.language.contracts.evaluation import BallotDue
from shared.language.contracts.handling import ItemEndedUnrated, ItemSnapshot
from shared.language.words import bilingual


async def end_ballot(message: Message[BallotDue], work: Work) -> Refusal | None:
    """Count, or give more time; a result that contradicts the answer raises an alarm."""
    # The ballot is read before the votes: a vote in between makes our version of it stale, and we start
    # again.
    ballot = await work.require(BALLOT, message.data.ballot_id)
    votes = await work.ask(votes_of, ballot.ballot_id)
    decision = BALLOT.behaviour.decide(ballot, message.data, work.situation(CountingFacts(votes)))
    refusal = work.carry_out(BALLOT, decision)
    if isinstance(decision, Moved) and decision.after.state == CLOSED:
        await work.write(unlink, ballot.ballot_id)
        if diverges(decision.after, await work.known("item", ballot.item_id, ItemSnapshot)):
            await _raise_alarm(decision.after, message.data, work)
    return refusal


async def call_off(message: Message[ItemEndedUnrated], work: Work) -> Refusal | None:
    """The office has ended an item with its note while another clerk opened a ballot on it."""
    of_item = BALLOT.table.c.data.contains({"item_id": message.data.item.item_id})
    for ballot in await work.find(BALLOT, of_item, BALLOT.table.c.state == OPEN):
        work.carry_out(BALLOT, BALLOT.behaviour.decide(ballot, message.data, work.situation()))
        await work.write(unlink, ballot.ballot_id)
    return None


async def _raise_alarm(ballot: Ballot, timer: BallotDue, work: Work) -> None:
    """Once per item and round: the id follows from both."""
    alarm_id = derived_id(A_BUT_DISSATISFIED, work.tenant, ballot.item_id, str(ballot.round))
    situation = work.situation(Divergence(ballot, _why(ballot)), new_id=alarm_id)
    alarm = await work.load(ALARM, alarm_id)
    work.carry_out(ALARM, ALARM.behaviour.decide(alarm, timer, situation))


def _why(ballot: Ballot) -> Bilingual:
    assert ballot.result
    if not ballot.result.shown:
        return bilingual(f"alarm.{A_BUT_DISSATISFIED}.few")
    axis = ballot.result.result
    return bilingual(f"alarm.{A_BUT_DISSATISFIED}", dissatisfied=axis.dissatisfied, counted=counted(axis))
