"""What is asked and told when a deputy objects to the publication of an answer, and the office decides anew.

Who objected and why is the house's alone: the events name nobody.
"""

from typing import Annotated

from pydantic import Field

from shared.language.contracts.handling.commands import ItemCommand, Publishing
from shared.language.contracts.handling.events import ItemEvent
from shared.language.contracts.publication import Extent
from shared.language.contracts.texts import Said


class OfAnAnswer(ItemCommand):
    """It is about the answer of one round, as it was read."""

    round: Annotated[int, Field(ge=1, le=1000)]


class ObjectToPublication(OfAnAnswer, type="handling.item.object_to_publication.v1"):
    """A deputy concerned objects to how far an answer is public, within the rule set's time. The office
    decides anew; until then everybody reads what they read."""

    reason: Said


class WithdrawObjection(OfAnAnswer, type="handling.item.withdraw_objection.v1"):
    """A deputy takes their objection back, before it is decided on."""


class DecidePublication(Publishing, OfAnAnswer, type="handling.item.decide_publication.v1"):
    """The office decides anew how far an answer is public, and with it on every objection to it. What
    everybody read before stays inside."""

    publish: Extent
    reason: Said
    """Why; kept inside, and told to the deputies concerned."""


class ItemPublicationObjected(ItemEvent, type="handling.item.publication_objected.v1"):
    """A deputy objects to how far the answer is public; the office decides anew."""

    anonymous = True


class ItemObjectionWithdrawn(ItemEvent, type="handling.item.objection_withdrawn.v1"):
    """A deputy has taken back an objection to how far the answer is public."""

    anonymous = True


class ItemPublicationUpheld(ItemEvent, type="handling.item.publication_upheld.v1"):
    """The office has looked again, and the answer stays as public as it was."""


class ItemPublicationChanged(ItemEvent, type="handling.item.publication_changed.v1"):
    """The answer is public as the office has decided anew; whoever kept what it read before drops it. Intake
    tells each raiser."""
