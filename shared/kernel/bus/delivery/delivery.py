"""A delivery by any transport, its outcome, and its handler."""

import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.kernel.bus.access.users import OPERATOR
from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.quota import Quota

REPLAY_HEADER = "x-youyue-replay"
"""Names the replay that sent the message again; absent on everything else."""
ATTEMPT_HEADER = "x-youyue-attempt"
"""The number of delayed retries that the message has behind it."""
_MOST_ATTEMPTS = 1000
_BATCH = re.compile(r"[A-Za-z0-9_-]{1,64}")


PUBLISHER_HEADER = "x-youyue-publisher"
"""The first publisher of the message. A stranger's value is never read: see ``believable``."""
HOUSE = "x-youyue-"
"""How the headers of the house begin."""


def believable(headers: Mapping[str, Any], user: str | None, own: str) -> dict[str, Any]:
    """The headers of a message that came from ``user``, which the broker has checked, to the service ``own``.

    Headers of the house are believed from the service itself, whose delayed and parked copies have them, and
    from the operator, who replays. Headers from anybody else are taken off, and the user becomes the
    publisher.
    """
    if user in (own, OPERATOR):
        return {PUBLISHER_HEADER: user, **headers}
    kept = {name: value for name, value in headers.items() if not name.startswith(HOUSE)}
    return {**kept, PUBLISHER_HEADER: user or ""}


class Delivery(NamedTuple):
    """The bytes of a message and where they came from; ``headers`` are believable.

    Its concerns add their findings to it: see ``pipeline``.
    """

    queue: str
    body: bytes
    headers: Mapping[str, Any] = MappingProxyType({})
    at_once: int = 0
    """Immediate retries so far."""
    envelope: Envelope | None = None
    """The envelope, once it has been read."""
    data: Data | Refusal | None = None
    """The data, or why the command is refused, once that is known."""
    quota: Quota | None = None
    """The sender's quota; None: nobody limits it."""
    filed: str | None = None
    """The source under which the message's id is taken; None: its own."""
    vouched: str | None = None
    """What is kept of the token that said who acts, as JSON; None: it brought none."""

    @property
    def publisher(self) -> str | None:
        """The broker user who published the message first, as the broker has checked it; None: nobody
        said."""
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

    @property
    def opened(self) -> Envelope:
        """The envelope, for the concerns after it was read."""
        assert self.envelope is not None
        return self.envelope


@dataclass(frozen=True, slots=True)
class Done:
    """Handled, refused, a duplicate or ignored: acknowledge."""

    how: str


@dataclass(frozen=True, slots=True)
class RetryLater:
    """Again after the delay of ``tier``."""

    tier: str


@dataclass(frozen=True, slots=True)
class WithoutRoom(RetryLater):
    """The database cannot write now, says ``why``: again when it can. Nobody beyond ``patient`` sees it."""

    why: str


@dataclass(frozen=True, slots=True)
class Park:
    """Not again; kept with its reason."""

    reason: str
    detail: str


Outcome = Done | RetryLater | Park
"""The outcome of a delivery, which the transport carries out."""
Handle = Callable[[Delivery], Awaitable[Outcome]]
"""Handles a delivery."""
Wrap = Callable[[Handle], Handle]
"""One concern on the way of a delivery: does its part before and after the rest of the way."""
ParkIt = Callable[[Delivery, str, str], Awaitable[None]]
"""Keeps a delivery that is given up, with its reason and a detail."""
