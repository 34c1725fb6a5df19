"""A delivery, whatever transport brought it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from shared.messaging.access import OPERATOR

REPLAY_HEADER = "x-youyue-replay"
"""Names the replay that sent the message again; absent on everything else."""
ATTEMPT_HEADER = "x-youyue-attempt"
"""How many delayed retries the message has behind it."""
_MOST_ATTEMPTS = 1000
_BATCH = re.compile(r"[A-Za-z0-9_-]{1,64}")


PUBLISHER_HEADER = "x-youyue-publisher"
"""Who published the message first. What strangers write there is never read: see ``believable``."""
_HOUSE = "x-youyue-"


def believable(headers: Mapping[str, Any], user: str | None, own: str) -> dict[str, Any]:
    """The headers of a message that came from ``user``, which the broker has checked, to the service that is ``own``.

    Headers of the house are believed from the service itself, whose delayed and parked copies have them, and from the
    operator, who replays. From anybody else they are taken off, and the user becomes the publisher.
    """
    if user in (own, OPERATOR):
        return {PUBLISHER_HEADER: user, **headers}
    kept = {name: value for name, value in headers.items() if not name.startswith(_HOUSE)}
    return {**kept, PUBLISHER_HEADER: user or ""}


@dataclass(frozen=True, slots=True)
class Delivery:
    """The bytes of a message and where they came from; ``headers`` are believable."""

    queue: str
    body: bytes
    headers: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def publisher(self) -> str | None:
        """The broker user who published the message first, as the broker has checked it; None: nobody said."""
        return self.headers.get(PUBLISHER_HEADER) or None

    @property
    def attempts(self) -> int:
        """Delayed retries so far; a header that cannot be one of ours counts as none."""
        value = self.headers.get(ATTEMPT_HEADER, 0)
        return value if isinstance(value, int) and 0 <= value <= _MOST_ATTEMPTS else 0

    @property
    def replay(self) -> str | None:
        """The replay that it comes from, or None; a header that cannot be one of ours counts as none."""
        value = self.headers.get(REPLAY_HEADER)
        return value if isinstance(value, str) and _BATCH.fullmatch(value) else None


@dataclass(frozen=True, slots=True)
class Done:
    """Handled, refused, a duplicate or ignored: acknowledge."""

    how: str
