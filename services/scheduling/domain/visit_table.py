"""A visit's guards and behaviour."""

from services.scheduling.domain import visit as change
from services.scheduling.domain.guards import day_to_come
from services.scheduling.domain.visit import CANCELLED, DONE, PLANNED, STATES, Visit
from shared.calendar import local_day
from shared.contracts import scheduling as s
from shared.contracts.base import Role
from shared.errors import Refusal, refuse
from shared.state_machine import ABSENT, Row, Situation, Table

_VISITORS = (Role.DEPUTY, Role.OFFICE)


def _has_one_subject(_: None, message: s.PlanVisit, situation: Situation) -> Refusal | None:
    if (message.topic_id is None) == (message.item_id is None):
        return refuse("topic_or_item", "data.topic_id")
    return None


def _subject_is_known(_: None, message: s.PlanVisit, situation: Situation) -> Refusal | None:
    """``facts``: whether scheduling has heard of the topic or item."""
    if situation.facts:
        return None
    thing, id = ("topic", message.topic_id) if message.topic_id else ("item", message.item_id)
    return refuse("unknown_thing", f"data.{thing}_id", thing=thing, id=id)


def _leads_it(visit: Visit, message: s.CompleteVisit | s.CancelVisit, situation: Situation) -> Refusal | None:
    if situation.actor.role == Role.DEPUTY and situation.actor.id != visit.lead_id:
        return refuse("not_the_visit_lead", "actorid", lead=visit.lead_id)
    return None


def _day_has_come(visit: Visit, message: s.CompleteVisit, situation: Situation) -> Refusal | None:
    return refuse("visit_before_its_day", day=visit.day) if local_day(situation.now) < visit.day else None


VISIT_TABLE = Table[Visit](
    thing="visit",
    states=STATES,
    rows=(
        Row(
            (ABSENT,),
            s.PlanVisit,
            PLANNED,
            s.VisitPlanned,
            _VISITORS,
            guards=(_has_one_subject, _subject_is_known, day_to_come),
            change=change.plan,
        ),
        Row(
            (PLANNED,),
            s.CompleteVisit,
            DONE,
            s.VisitCompleted,
            _VISITORS,
            guards=(_leads_it, _day_has_come),
            change=change.complete,
        ),
        Row(
            (PLANNED,),
            s.CancelVisit,
            CANCELLED,
            s.VisitCancelled,
            _VISITORS,
            guards=(_leads_it,),
            change=change.cancel,
        ),
    ),
)
