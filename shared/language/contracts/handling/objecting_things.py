"""What deputies said against the publication of an answer, and how often the office decided anew: inside."""

from shared.kernel.messages.base import Contract, Id, Instant, Prose
from shared.language.contracts.publication import Extent


class Objection(Contract):
    """A deputy objects to how far an answer is public. Open until it is taken back or decided on."""

    deputy_id: Id
    round: int
    """Of the answer."""
    reason: Prose
    at: Instant
    withdrawn_at: Instant | None = None
    decided_at: Instant | None = None


class PublicationDecision(Contract):
    """The office has decided anew how far an answer is public; the answer says how it then is."""

    round: int
    before: Extent
    public_before: Prose = ""
    """What everybody read of it before."""
    upheld: bool
    """It stays as it was."""
    reason: Prose
    by: Id
    at: Instant
    told: tuple[Id, ...] = ()
    """The deputies who hear of it: those concerned, and those who objected. Raisers are told by intake of
    what has changed."""
