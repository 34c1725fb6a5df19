"""Somebody plans to go and look."""

from services.scheduling.storage.tables import VISIT
from shared.contracts.envelope import Message
from shared.contracts.handling import ItemSnapshot
from shared.contracts.intake import TopicSnapshot
from shared.contracts.scheduling import PlanVisit
from shared.errors import Refusal
from shared.journal.act import create
from shared.journal.work import Work


async def plan_visit(message: Message[PlanVisit], work: Work) -> Refusal | None:
    """Make the visit if its topic or item is known."""
    topic = message.data.topic_id and await work.known("topic", message.data.topic_id, TopicSnapshot)
    item = message.data.item_id and await work.known("item", message.data.item_id, ItemSnapshot)
    return await create(VISIT, message, work, facts=bool(topic or item))
