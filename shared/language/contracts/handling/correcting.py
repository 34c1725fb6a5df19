"""What is asked and told when something on an item was wrong and is put right; the earlier version stays
readable."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Code, Id
from shared.language.contracts.corrections import CorrectionsSeen
from shared.language.contracts.handling.commands import Departments, ItemCommand
from shared.language.contracts.handling.events import ItemEvent
from shared.language.contracts.texts import Said, SaidIfAny


class CorrectAnswer(ItemCommand, type="handling.item.correct_answer.v1"):
    """The office, or the head of the department that answered, corrects the published answer; what is left
    out stays. Another class is possible only until deputies vote on it."""

    round: Annotated[int, Field(ge=1, le=1000)]
    """Of the answer that is corrected: refused if another round has its answer by now."""
    reason: Said
    text: SaidIfAny = ""
    reasons: SaidIfAny = ""
    result_class: Code | None = None
    plan: SaidIfAny = ""
    """With another class alone, as ``promised_on``: a promise that stands is changed by a command of its
    own."""
    promised_on: date | None = None
    corrections_seen: CorrectionsSeen = 0


class CorrectAssignment(ItemCommand, type="handling.item.correct_assignment.v1"):
    """The office mistyped the assignment; what is left out stays. It is no hop, and the clock runs on from
    the first assignment. Not any more once an answer is published. A matter that no item of its topic is left
    for is the office's again, and its raiser is told the reason."""

    reason: Said
    lead: Code | None = None
    co_handlers: Departments | None = None
    submission_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=500)] | None = None
    rule: Code | None = None
    corrections_seen: CorrectionsSeen = 0


class ItemAnswerCorrected(ItemEvent, type="handling.item.answer_corrected.v1"):
    """The published answer was wrong and is corrected. Intake tells each raiser."""


class ItemAssignmentCorrected(ItemEvent, type="handling.item.assignment_corrected.v1"):
    """The office has put the assignment right: who handles it, what it answers, or by which rule."""
