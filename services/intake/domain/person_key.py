"""A key for a person: tells one from all others, and leads back to nobody without trying all numbers
(ADR 0031)."""

from hashlib import sha256
from string import digits as DIGITS

from shared.kernel.messages.envelope import Envelope
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SupportSubmission, WithdrawSupport

_KEY = 20
"""Characters of the key: two of a million people have the same one with a chance of less than 1 in 10^11."""


def supporter_key(message: SupportSubmission | WithdrawSupport, envelope: Envelope) -> str | None:
    """The supporter's key; None when the message does not tell persons apart.

    The person named counts, whoever enters it: known by their number at every sender's, else by the sender's
    own key for them. A deputy who names nobody counts by their own id.
    """
    named = person_key(envelope, message.phone, message.person)
    if named is None and envelope.actorrole is Role.DEPUTY:
        return _hashed(envelope, f"actor:{envelope.actorid}")
    return named


def person_key(envelope: Envelope, phone: str, person: str) -> str | None:
    """The key of a person known by a number or by the sender's own key for them; None for one known by
    neither."""
    digits = "".join(symbol for symbol in phone if symbol in DIGITS)[-11:]
    if digits:
        return _hashed(envelope, f"phone:{int(digits)}")
    return _hashed(envelope, f"person:{envelope.source}:{person}") if person else None


def _hashed(envelope: Envelope, named: str) -> str:
    return sha256(f"{envelope.tenant}:{named}".encode()).hexdigest()[:_KEY]
