"""The raiser's proof (凭证码): a secret of which the platform keeps only the commitment (docs/adr, 0029).

The sender of the submission draws the secret, gives it to the raiser and puts ``commitment(secret)`` into the
command. A person who later speaks as the raiser shows the secret. It never travels in an event, so nobody who
hears events can speak so.
"""

import secrets
from hashlib import pbkdf2_hmac
from hmac import compare_digest
from typing import Annotated

from pydantic import StringConstraints

from shared.language.codes.readable import ReadableCode, symbols_of

PROOF_CODE = ReadableCode(12)
"""Eleven drawn symbols, 54 bits: with ``ITERATIONS`` too many to try for a reader of the commitment in an
event."""
ITERATIONS = 10_000
"""A few milliseconds for one proof."""
_SCHEME = f"pbkdf2-sha256${ITERATIONS}"

Commitment = Annotated[str, StringConstraints(pattern=r"^pbkdf2-sha256\$10000\$[0-9a-f]{32}\$[0-9a-f]{64}$")]
"""``pbkdf2-sha256$10000$<salt>$<hash>``, in hexadecimal. The hash is over the secret's symbols: upper case,
no hyphens."""


def new_secret() -> str:
    """A fresh secret as it is shown: ``K7M-2QX-9FA-3BD``."""
    return PROOF_CODE.new(secrets.randbelow)


def commitment(secret: str, salt: bytes | None = None) -> str:
    """The commitment that the command carries instead of the secret; ``salt`` is drawn unless given (16
    bytes)."""
    salt = salt or secrets.token_bytes(16)
    return f"{_SCHEME}${salt.hex()}${_hash(secret, salt).hex()}"


def proves(secret: str, kept: str) -> bool:
    """Whether ``secret``, however it was typed, is the one that ``kept`` commits to."""
    _, _, salt, wanted = kept.split("$")
    return compare_digest(_hash(secret, bytes.fromhex(salt)), bytes.fromhex(wanted))


def _hash(secret: str, salt: bytes) -> bytes:
    return pbkdf2_hmac("sha256", symbols_of(secret).encode(), salt, ITERATIONS)
