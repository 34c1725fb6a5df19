"""Somebody plans a visit on the spot: about one topic or one item, or to a place (走访)."""

from dataclasses import dataclass, replace

from services.scheduling.domain.days import day_is_not_over
from services.scheduling.domain.visit.visit import PLANNED, VISITORS, Visit
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.contracts.scheduling import PlanVisit, RecordVisit, VisitPlanned
from shared.language.directory.choosing import village_is_listed as listed

ToPlace = PlanVisit | RecordVisit


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """Whether scheduling has heard of the topic or item that the visit is about, and who keeps out of it."""

    subject_known: bool
    recused: frozenset[str] = frozenset()
    """The people who keep out of that topic or item."""


def visit_has_one_subject(_: None, message: ToPlace, situation: Situation) -> Refusal | None:
    """A visit is about a topic or an item, not both (platform: so that its findings belong somewhere)."""
    if message.topic_id and message.item_id:
        return refuse("topic_or_item", "data.topic_id")
    return None


def visit_goes_somewhere(_: None, message: ToPlace, situation: Situation) -> Refusal | None:
    """Without topic and item (走访) it goes to a village, or a place in words (platform)."""
    if message.topic_id or message.item_id or message.village or message.place:
        return None
    return refuse("visit_without_place", "data.place")


def village_is_listed(_: None, message: ToPlace, situation: Situation) -> Refusal | None:
    """The township has that village (its list of villages)."""
    if message.village is None:
        return None
    return listed(message.village, situation.directory, "data.village")


def subject_is_known(_: None, message: ToPlace, situation: Situation[VisitFacts]) -> Refusal | None:
    """Intake has told of the topic, or handling of the item."""
    if situation.facts.subject_known or not (message.topic_id or message.item_id):
        return None
    thing, id = ("topic", message.topic_id) if message.topic_id else ("item", message.item_id)
    return refuse("unknown_thing", f"data.{thing}_id", thing=thing, id=id)


def visitor_does_not_keep_out(_: None, _message: ToPlace, situation: Situation[VisitFacts]) -> Refusal | None:
    """Who keeps out of a topic looks into nothing that came of it (practice: recusal, ADR 0082)."""
    return refuse("actor_is_recused", "actorid") if situation.actor.id in situation.facts.recused else None


def to_place(message: ToPlace, situation: Situation) -> Visit:
    """A visit to where the message says; whoever says it leads it."""
    return Visit(
        visit_id=situation.new_id,
        topic_id=message.topic_id,
        item_id=message.item_id,
        village=message.village,
        place=message.place,
        day=message.day,
        lead_id=situation.actor.id,
        lead_role=situation.actor.role,
    )


def plan(_: None, message: PlanVisit, situation: Situation[VisitFacts]) -> Visit:
    """The person who plans a visit leads it."""
    return replace(to_place(message, situation), checklist=message.checklist)


ABOUT_SOMETHING = (
    visit_has_one_subject,
    subject_is_known,
    visitor_does_not_keep_out,
    visit_goes_somewhere,
    village_is_listed,
)

PLANNING: tuple[Clause[Visit], ...] = (
    Creation(
        PlanVisit,
        PLANNED,
        VisitPlanned,
        VISITORS,
        why="practice of 实地看: deputies go and look before a meeting or while an item is handled",
        facts=VisitFacts,
        guards=(*ABOUT_SOMETHING, day_is_not_over),
        change=plan,
    ),
)
