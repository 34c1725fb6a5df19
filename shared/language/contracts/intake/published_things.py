"""What everybody reads of a submission: a part of its published view."""

from shared.kernel.messages.base import Contract, Id, Instant, Line, Prose
from shared.language.contracts.publication import Extent


class Published(Contract):
    """What everybody reads of a matter, as the office decided it: the raiser's masked words, or its own."""

    extent: Extent
    """``full`` or ``summary``: whose words they are."""
    title: Line
    text: Prose
    address: Line = ""
    """The place, in words; empty: none was given, or the office left it out."""
    by: Id
    at: Instant
