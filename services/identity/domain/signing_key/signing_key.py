"""The public half of a key with which a township's tokens are signed; the private one is in no thing."""

from dataclasses import dataclass
from datetime import datetime

from shared.language.contracts.identity import IN_USE, RETIRED

STATES = (IN_USE, RETIRED)


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One key. ``public_key``: base64url, as in a JSON Web Key. Times are UTC."""

    signing_key_id: str
    public_key: str
    published_at: datetime
    state: str = ""
    version: int = 0
