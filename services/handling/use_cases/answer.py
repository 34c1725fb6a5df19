"""Answers that make more than one change: a promise comes with B and C, the archive with the fast lane."""

from services.handling.storage.tables import ITEM, PROMISE
from shared.contracts.envelope import Message
from shared.contracts.handling import AnswerFastLane, PublishAnswer
from shared.errors import Refusal, refuse
from shared.journal.work import Work
from shared.state_machine import Transition


async def publish_answer(message: Message[PublishAnswer], work: Work) -> Refusal | None:
    """Publish the signed draft, and make the promise that is in it."""
    command = message.data
    item = await work.load(ITEM, command.item_id)
    if item is None:
        return refuse("unknown_thing", "data.item_id", thing=ITEM.name, id=command.item_id)
    decision = ITEM.table.decide(item, command, work.situation())
    refusal = work.carry_out(ITEM, decision)
    if isinstance(decision, Transition) and decision.after.answers[-1].promise_id:
        situation = work.situation(decision.after)
        return work.carry_out(PROMISE, PROMISE.table.decide(None, command, situation))
    return refusal


async def answer_fast_lane(message: Message[AnswerFastLane], work: Work) -> Refusal | None:
    """Answer the small matter, and archive it with its answer."""
    command = message.data
    item = await work.load(ITEM, command.item_id)
    if item is None:
        return refuse("unknown_thing", "data.item_id", thing=ITEM.name, id=command.item_id)
    decision = ITEM.table.decide(item, command, work.situation())
    if isinstance(decision, Transition):
        work.carry_out(ITEM, decision)
        decision = ITEM.table.decide(decision.after, command, work.situation())
    return work.carry_out(ITEM, decision)
