"""Somebody keeps out of a topic: its items and what they promised follow."""

from services.handling.domain.item.recusing import KeptOut
from services.handling.storage.tables import ITEM, PROMISE
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved


async def recuse(message: Message[KeptOut], work: Work) -> Refusal | None:
    """An answer that is given out meanwhile makes our version of its item stale, and we start again: no
    promise is made behind our back."""
    of_topic = ITEM.table.c.data.contains({"topic_id": message.data.topic.topic_id})
    for item in await work.find(ITEM, of_topic):
        decision = ITEM.behaviour.decide(item, message.data, work.situation())
        work.carry_out(ITEM, decision)
        if isinstance(decision, Moved):
            of_item = PROMISE.table.c.data.contains({"item_id": item.item_id})
            for promise in await work.find(PROMISE, of_item):
                decided = PROMISE.behaviour.decide(promise, message.data, work.situation())
                work.carry_out(PROMISE, decided)
    return None
