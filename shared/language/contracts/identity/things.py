"""Identity's things as others see them."""

from typing import Annotated

from pydantic import StringConstraints

from shared.kernel.messages.base import Contract, Id, Instant

IN_USE, RETIRED = "in_use", "retired"
"""States of a signing key: tokens that it signed are good, or are good no more."""


class SigningKeySnapshot(Contract):
    """The public half of a key with which the township's tokens are signed."""

    signing_key_id: Id
    """Named in the head of each token as ``kid``."""
    state: str
    version: int
    public_key: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
    """Of Ed25519, as the ``x`` of a JSON Web Key (RFC 8037)."""
    published_at: Instant
