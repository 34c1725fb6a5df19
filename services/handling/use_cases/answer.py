"""Answers that make more than one change: a promise comes with B and C, the archive with the fast lane."""

from services.handling.storage.tables import ITEM
from services.handling.use_cases.promises import promises_follow
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import AnswerFastLane, PublishAnswer


async def publish_answer(message: Message[PublishAnswer], work: Work) -> Refusal | None:
    """Publish the signed draft, and make the promise that is in it; promises of earlier answers end."""
    command = message.data
    item = await work.require(ITEM, command.item_id)

    decision = ITEM.behaviour.decide(item, command, work.situation())
    refusal = work.carry_out(ITEM, decision)

    if isinstance(decision, Moved):
        return await promises_follow(item, decision.after, command, work)
    return refusal


async def answer_fast_lane(message: Message[AnswerFastLane], work: Work) -> Refusal | None:
    """Answer the small matter, and archive it with its answer."""
    command = message.data
    item = await work.require(ITEM, command.item_id)

    decision = ITEM.behaviour.decide(item, command, work.situation())
    if isinstance(decision, Moved):
        work.carry_out(ITEM, decision)
        decision = ITEM.behaviour.decide(decision.after, command, work.situation())
    return work.carry_out(ITEM, decision)
