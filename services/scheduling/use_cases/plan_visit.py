"""Somebody plans a visit on the spot, or records one."""

from services.scheduling.domain.visit.planning import VisitFacts
from services.scheduling.storage.tables import VISIT
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.handling import ItemSnapshot
from shared.language.contracts.intake import TopicSnapshot
from shared.language.contracts.scheduling import PlanVisit, RecordVisit


async def plan_visit(message: Message[PlanVisit | RecordVisit], work: Work) -> Refusal | None:
    """Make the visit, if its topic or item is known."""
    to = message.data
    topic = await work.known("topic", to.topic_id, TopicSnapshot) if to.topic_id else None
    item = await work.known("item", to.item_id, ItemSnapshot) if to.item_id else None
    recused = {one.deputy_id for one in topic.recusals} if topic else set(item.recused if item else ())
    situation = work.situation(VisitFacts(topic is not None or item is not None, frozenset(recused)))
    return work.carry_out(VISIT, VISIT.behaviour.decide(None, to, situation))
