"""A delivery, whatever transport brought it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

REPLAY_HEADER = "x-youyue-replay"
"""Names the replay that sent the message again; absent on everything else."""
ATTEMPT_HEADER = "x-youyue-attempt"
"""How many delayed retries the message has behind it."""
_MOST_ATTEMPTS = 1000
_BATCH = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Delivery:
    """The bytes of a message and where they came from."""

    queue: str
    body: bytes
    headers: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

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
