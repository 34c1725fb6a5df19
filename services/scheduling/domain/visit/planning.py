"""Somebody plans a visit on the spot, about one topic or one item."""

from dataclasses import dataclass

from services.scheduling.domain.days import day_is_not_over
from services.scheduling.domain.visit.visit import PLANNED, VISITORS, Visit
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.contracts.scheduling import PlanVisit, VisitPlanned


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """Whether scheduling has heard of the topic or item that the visit is about."""

    subject_known: bool


def visit_has_one_subject(_: None, message: PlanVisit, situation: Situation) -> Refusal | None:
    """A visit is about one topic or one item, not both (platform: so that its findings belong somewhere)."""
    if (message.topic_id is None) == (message.item_id is None):
        return refuse("topic_or_item", "data.topic_id")
    return None


def subject_is_known(_: None, message: PlanVisit, situation: Situation[VisitFacts]) -> Refusal | None:
    """Intake has told of the topic, or handling of the item."""
    if situation.facts.subject_known:
        return None
    thing, id = ("topic", message.topic_id) if message.topic_id else ("item", message.item_id)
    return refuse("unknown_thing", f"data.{thing}_id", thing=thing, id=id)


def plan(_: None, message: PlanVisit, situation: Situation[VisitFacts]) -> Visit:
    """The person who plans a visit leads it."""
    return Visit(
        visit_id=situation.new_id,
        topic_id=message.topic_id,
        item_id=message.item_id,
        day=message.day,
        lead_id=situation.actor.id,
        lead_role=situation.actor.role,
        checklist=message.checklist,
    )


PLANNING: tuple[Clause[Visit], ...] = (
    Creation(
        PlanVisit,
        PLANNED,
        VisitPlanned,
        VISITORS,
        why="practice of 实地看: deputies go and look before a meeting or while an item is handled",
        facts=VisitFacts,
        guards=(visit_has_one_subject, subject_is_known, day_is_not_over),
        change=plan,
    ),
)
