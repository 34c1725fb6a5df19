"""A browser's way to the provider and back: what it must bring back, sealed in a cookie of ten minutes."""

import json
import time
from dataclasses import asdict, dataclass
from hmac import compare_digest

from services.identity.accounts.hashing import drawn
from services.identity.sealing import Sealer, Unsealable

LASTS = 600
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Journey:
    """``state`` comes back in the address, ``nonce`` in the token; ``verifier`` shows that both are ours
    (PKCE)."""

    state: str
    nonce: str
    verifier: str
    next: str
    begun: float
    """Seconds since 1970."""

    def sealed(self, sealer: Sealer) -> str:
        """For the cookie, which holds 4 kB: every path that the desk has, in whatever script."""
        return sealer.seal(json.dumps(asdict(self), ensure_ascii=False).encode())


def begun(next: str) -> Journey:
    """A new one, which ends at that path of the desk."""
    return Journey(drawn(), drawn(), drawn(), next, time.time())


def found(cookie: str, state: str, sealer: Sealer) -> Journey | None:
    """The journey of this browser; None: it began none, another one, or too long ago."""
    try:
        journey = Journey(**json.loads(sealer.open(cookie)))
    except (Unsealable, ValueError, TypeError):
        return None
    young = 0 <= time.time() - journey.begun <= LASTS
    return journey if young and compare_digest(journey.state.encode(), state.encode()) else None
