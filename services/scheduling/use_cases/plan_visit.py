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
    topic = message.data.topic_id and await work.known("topic", message.data.topic_id, TopicSnapshot)
    item = message.data.item_id and await work.known("item", message.data.item_id, ItemSnapshot)
    situation = work.situation(VisitFacts(subject_known=bool(topic or item)))
    return work.carry_out(VISIT, VISIT.behaviour.decide(None, message.data, situation))
