"""Support (我也一样): who says that a matter concerns them too. Each person counts once."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from services.intake.domain.submission import Submission
from shared.contracts.base import Role
from shared.contracts.envelope import Envelope
from shared.contracts.intake import SupportSubmission, WithdrawSupport
from shared.errors import Refusal, refuse
from shared.state_machine import Situation

AboutSupport = SupportSubmission | WithdrawSupport
_KEY = 20
"""Characters of the key: two of a million people have the same one with a chance of less than 1 in 10^11."""


def person_of(message: AboutSupport, envelope: Envelope) -> str | None:
    """The person's key; None when the message does not tell persons apart.

    Citizens are known by their number at every sender's, else by the sender's own key for them; others by who they are.
    """
    if envelope.actorrole is not Role.CITIZEN:
        return _hashed(envelope, f"actor:{envelope.actorid}")
    return person_key(envelope, message.phone, message.person)


def person_key(envelope: Envelope, phone: str, person: str) -> str | None:
    """The key of a person known by a number or by the sender's own key for them; None for one known by neither."""
    digits = "".join(symbol for symbol in phone if symbol.isdigit())[-11:]
    if digits:
        return _hashed(envelope, f"phone:{int(digits)}")
    return _hashed(envelope, f"person:{envelope.source}:{person}") if person else None


def _hashed(envelope: Envelope, named: str) -> str:
    return sha256(f"{envelope.township}:{named}".encode()).hexdigest()[:_KEY]


def says_who(_: Submission, _message: AboutSupport, situation: Situation) -> Refusal | None:
    """``situation.facts`` is the person's key."""
    return refuse("supporter_unknown", "data.person") if situation.facts is None else None


def not_yet(submission: Submission, _message: AboutSupport, situation: Situation) -> Refusal | None:
    """They do not support it yet."""
    if situation.facts in submission.supported_by:
        return refuse("already_supported", "data.person", supporters=submission.supporters)
    return None


def already(submission: Submission, _message: AboutSupport, situation: Situation) -> Refusal | None:
    """They do support it."""
    return None if situation.facts in submission.supported_by else refuse("not_supported", "data.person")


def add(submission: Submission, _message: AboutSupport, situation: Situation) -> Submission:
    """One more."""
    return replace(submission, supported_by=(*submission.supported_by, situation.facts))


def take_away(submission: Submission, _message: AboutSupport, situation: Situation) -> Submission:
    """One less."""
    return replace(submission, supported_by=tuple(p for p in submission.supported_by if p != situation.facts))


def people_behind(submissions: Iterable[Submission]) -> int:
    """How many people support any of them."""
    return len({person for submission in submissions for person in submission.supported_by})
