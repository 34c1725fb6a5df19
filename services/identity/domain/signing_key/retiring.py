"""A key retires when another one has taken its place and its last token has ended."""

from datetime import datetime, timedelta

from services.identity.domain.signing_key.signing_key import SigningKey
from shared.language.behaviour import Clause, Ignore, TimerChange, Transition
from shared.language.contracts.identity import IN_USE, RETIRED, SigningKeyOutlived, SigningKeyRetired
from shared.language.waiting import Driven, Final

OUTLIVES = timedelta(minutes=10)
"""From its successor's publication to the end: longer than the successor's settling, a token's life and the
way of a message together."""


def outlived(key: SigningKey, now: datetime) -> TimerChange:
    """The end of ``key``, whose successor is published now."""
    timer = SigningKeyOutlived(signing_key_id=key.signing_key_id)
    return TimerChange(f"outlived:{key.signing_key_id}", now + OUTLIVES, timer)


RETIRING: tuple[Clause[SigningKey], ...] = (
    Transition(
        (IN_USE,),
        SigningKeyOutlived,
        RETIRED,
        SigningKeyRetired,
        why="platform (ADR 0075): a key that signs no more vouches for nothing",
    ),
    Ignore((RETIRED,), SigningKeyOutlived, "it is retired"),
    Driven((IN_USE,), SigningKeyOutlived, "it is good until a successor has taken its place"),
    Final((RETIRED,), "nothing that it signed is believed"),
)
