"""The congress decides about an item, and its promises follow."""

from services.handling.domain.promise.deciding import touched_by_decision
from services.handling.storage.tables import ITEM, PROMISE
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import CorrectDecision, RecordDecision


async def decide(message: Message[RecordDecision | CorrectDecision], work: Work) -> Refusal | None:
    """Record the decision, or what it was rightly; the promises that it overrules end, and the one of the
    answer that stands after all holds again."""
    command = message.data
    item = await work.require(ITEM, command.item_id)

    decision = ITEM.behaviour.decide(item, command, work.situation())
    refusal = work.carry_out(ITEM, decision)

    if isinstance(decision, Moved):
        for id in sorted({answer.promise_id for answer in item.answers if answer.promise_id}):
            promise = await work.require(PROMISE, id)
            if touched_by_decision(promise, decision.after):
                work.carry_out(PROMISE, PROMISE.behaviour.decide(promise, command, work.situation()))
    return refusal
