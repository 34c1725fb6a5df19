"""What leads to a person is taken out of a text before others may read it. Standard library only."""

from shared.language.redaction.kind import Kind
from shared.language.redaction.mask import mask, mask_all, masked
from shared.language.redaction.offices import dialled
from shared.language.redaction.private import Masked, Private

__all__ = ["Kind", "Masked", "Private", "dialled", "mask", "mask_all", "masked"]
