"""The commands about visits (实地看、走访) and what was found there."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Code, Command, CommandPart, Id
from shared.language.contracts.scheduling.things import People
from shared.language.contracts.texts import Line, Said, SaidIfAny, SaidLineIfAny


class PromisedThere(CommandPart):
    """Something that was promised on the spot, by whoever may speak for the department."""

    department: Code
    plan: Said
    due_on: date
    """The day by which it is kept, Asia/Shanghai."""


class FoundThere(CommandPart):
    """One thing that was found or heard at a visit."""

    text: Said
    answer: SaidIfAny = ""
    """What was answered on the spot; without it the office settles the finding."""
    answered_by: Id | None = None
    """Who answered or promised; none: whoever reports."""
    promise: PromisedThere | None = None
    """What was promised instead of an answer, or beside it: handling follows it like any promise."""


Found = Annotated[tuple[FoundThere, ...], Field(max_length=100)]


class PlanVisit(Command, type="scheduling.visit.plan.v1"):
    """Plan a visit on the spot: about a topic or an item, or without either to a place (走访)."""

    topic_id: Id | None = None
    item_id: Id | None = None
    village: Code | None = None
    place: SaidLineIfAny = ""
    """The place in words; without topic and item it or the village is needed."""
    day: date
    checklist: Annotated[tuple[Line, ...], Field(max_length=50)] = ()


class CompleteVisit(Command, type="scheduling.visit.complete.v1"):
    """Report the findings of a visit."""

    visit_id: Id
    findings: Said
    participants: Annotated[People, Field(min_length=1)]
    photos: Annotated[int, Field(ge=0, le=500)] = 0
    found: Found = ()
    """What is to be followed up, one by one: each is settled, whatever becomes of it."""


class RecordVisit(Command, type="scheduling.visit.record.v1"):
    """Record a visit that nobody had planned: a reception day, a walk through a village."""

    topic_id: Id | None = None
    item_id: Id | None = None
    village: Code | None = None
    place: SaidLineIfAny = ""
    day: date
    findings: Said
    participants: Annotated[People, Field(min_length=1)]
    photos: Annotated[int, Field(ge=0, le=500)] = 0
    found: Found = ()


class CancelVisit(Command, type="scheduling.visit.cancel.v1"):
    """Call a visit off."""

    visit_id: Id
    reason: Said


class AnswerFinding(Command, type="scheduling.visit.answer_finding.v1"):
    """Record what was answered to somebody's finding, after the visit."""

    visit_id: Id
    finding_id: Id
    text: Said


class SetAsideFinding(Command, type="scheduling.visit.set_aside_finding.v1"):
    """Nothing follows from a finding, for the reason given; it stays visible."""

    visit_id: Id
    finding_id: Id
    reason: Said
