"""What stood on an item before it was put right."""

from datetime import date
from typing import Annotated

from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Code, Contract, Id, Instant, Prose


class AnswerBefore(Contract):
    """A published answer as it read before a correction; what is corrected stands on the answer."""

    result_class: Code
    text: Annotated[Prose, INSIDE] = ""
    public_text: Prose = ""
    """What everybody read of it."""
    plan: Annotated[Prose, INSIDE] = ""
    promised_on: date | None = None
    reasons: Annotated[Prose, INSIDE] = ""
    because: Annotated[Prose, INSIDE] = ""
    """Why it was wrong: often it says what."""
    by: Id
    at: Instant
    """When it was corrected."""
    told: tuple[Id, ...] = ()
    """The deputies who hear of it: those concerned, and those who may vote in the ballot that is open on it.
    Raisers are told by intake."""


class AssignmentBefore(Contract):
    """An assignment as it was before the office put it right."""

    lead: Code
    co_handlers: tuple[Code, ...] = ()
    submission_ids: tuple[Id, ...] = ()
    rule: Code
    due_on: date
    because: Annotated[Prose, INSIDE] = ""
    by: Id
    at: Instant
