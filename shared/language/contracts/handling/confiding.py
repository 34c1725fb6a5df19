"""What is told when the matter of an item becomes the house's alone, or is so no more."""

from shared.language.contracts.confiding import LAST, sentences
from shared.language.contracts.handling.events import ItemEvent


class ItemConfidentialityChanged(ItemEvent, type="handling.item.confidentiality_changed.v1"):
    """The item is ``confidential`` as its matter is from now on, or is as others are again. If it is
    confidential, this is the last that others hear, and there is no word of it."""

    def withheld(self) -> bool:
        """Others knew of it until now, or know of it from now on."""
        return False

    def says_last(self) -> tuple[str, ...]:
        """That there is no more."""
        return LAST if self.item.confidential else ()

    def taken_back(self) -> tuple[str, ...]:
        """Its title, and what everybody read of its answers."""
        if not self.item.confidential:
            return ()
        return sentences(self.item.title, *(answer.public_text for answer in self.item.answers))
