"""What is asked and told when the congress has taken an item, which its decision ends."""

from datetime import date
from typing import ClassVar

from shared.kernel.messages.base import Code
from shared.language.contracts.corrections import CorrectionsSeen
from shared.language.contracts.handling.commands import ItemCommand
from shared.language.contracts.handling.events import ItemEvent
from shared.language.contracts.texts import Said


class RecordBothSides(ItemCommand, type="handling.item.record_both_sides.v1"):
    """The office or the presidium records the talk of both sides (督办座谈), before the decision."""

    day: date
    text: Said


class RecordDecision(ItemCommand, type="handling.item.record_decision.v1"):
    """The office or the presidium records what the congress has decided; that ends the item."""

    fresh_factor: ClassVar[bool] = True

    kind: Code
    text: Said
    day: date


class CorrectDecision(ItemCommand, type="handling.item.correct_decision.v1"):
    """What was recorded of the decision was wrong; the earlier record stays readable."""

    kind: Code
    text: Said
    day: date
    reason: Said
    corrections_seen: CorrectionsSeen = 0


class ItemBothSidesHeard(ItemEvent, type="handling.item.both_sides_heard.v1"):
    """Both sides have met about an item that the congress has taken."""


class ItemDecided(ItemEvent, type="handling.item.decided.v1"):
    """The congress has decided, and the item is finished. Intake tells each raiser."""


class ItemDecisionCorrected(ItemEvent, type="handling.item.decision_corrected.v1"):
    """The record of the congress's decision was wrong and is corrected. Intake tells each raiser."""
