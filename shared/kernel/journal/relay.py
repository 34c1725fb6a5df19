"""The relay: takes unsent journal rows in order, publishes them with confirms, marks them sent.

One relay per service is active at a time (an advisory lock held by its transaction), whatever the number of
instances. A row that is not confirmed stays unsent, and so do the later rows of the same subject: per
aggregate, publication order is version order.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from shared.kernel.journal.relay_lock import relay_lock
from shared.kernel.messages.envelope import Sealed
from shared.kernel.store.clock import Clock
from shared.kernel.store.database import DATABASE_TROUBLE
from shared.kernel.store.session import Session, Sessions

log = structlog.get_logger(__name__)

_BUSY_PAUSE = 0.02
"""Seconds until a relay that found another one at work looks again, so that no wake-up is lost."""

_RELEASE_TIMERS = (
    "UPDATE journal SET available_at = NULL, dedupe_key = NULL WHERE sent_at IS NULL AND available_at <= $1"
)
_LOCK = "SELECT pg_try_advisory_xact_lock($1)"
_UNSENT = (
    "SELECT position, tenant, subject, id, type, time, "
    "coalesce(correlation, envelope->>'correlationid', id), "
    "coalesce(body, envelope::text) FROM journal "
    "WHERE sent_at IS NULL AND available_at IS NULL ORDER BY position LIMIT $1"
)
_MARK_SENT = "UPDATE journal SET sent_at = clock_timestamp() WHERE position = ANY ($1)"


class Publisher(Protocol):
    """Publishes a service's own events."""

    async def send_event(self, event: Sealed) -> None:
        """Return once the message is confirmed; raise otherwise. The relay sets the time that it may take."""
        ...


@dataclass(frozen=True, slots=True)
class Unsent:
    """A row to be sent. ``chain``: rows of one chain are sent one after the other."""

    position: int
    chain: tuple[str, str | int]
    event: Sealed


@dataclass
class Relay:
    """Runs until cancelled; ``wake`` after each commit saves the wait for the next poll."""

    service: str
    sessions: Sessions
    clock: Clock
    publisher: Publisher
    poll: float
    batch: int
    publish_timeout: float
    relayed: Callable[[int], None] = lambda rows: None
    """Told how many rows a pass has sent."""
    last_success: float | None = None
    """Event-loop time of the last pass without an error: readiness asks for it."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _lock_key: int = field(init=False)

    def __post_init__(self) -> None:
        self._lock_key = relay_lock(self.service)

    def wake(self) -> None:
        """There is something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Pass after pass, for ever."""
        while True:
            self._wake.clear()
            pause = self.poll
            try:
                sent, left = await self.pass_once()
                self.last_success = asyncio.get_running_loop().time()
                if sent is None:
                    pause = _BUSY_PAUSE
                elif sent + left >= self.batch and not left:
                    pause = 0.0
            except DATABASE_TROUBLE as error:
                log.warning("relay_pass_failed", service=self.service, error=str(error))
            except (
                Exception
            ):  # whatever it is: a relay that has ended sends nothing any more, and nobody would know
                log.exception("relay_pass_broke", service=self.service)
            if pause:
                # Not wait_for: before Python 3.12 it forgets a cancellation that comes with the wake-up.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._wake.wait()

    async def pass_once(self) -> tuple[int | None, int]:
        """Publish one batch. Returns how many were sent and how many failed; (None, 0) if another relay is at
        work."""
        async with self.sessions.open() as session:
            await self._release_timers(session)
            # Should a crash of the database take a mark back, the row is sent again, and its receivers
            # recognise it.
            await session.begin(durable=False)
            ((ours,),) = await session.fetch(_LOCK, self._lock_key)
            if not ours:
                return None, 0
            rows = await self._unsent(session)
            sent = await self._publish(rows) if rows else []
            if sent:
                await session.fetch(_MARK_SENT, sent)
            await session.commit()
        if sent:
            self.relayed(len(sent))
        return len(sent), len(rows) - len(sent)

    async def _release_timers(self, session: Session) -> None:
        """Make due timers ordinary unsent rows, in a transaction of its own.

        Were they locked while they are published, a handler that cancels one of them would wait for the
        relay, and in one process the relay for the handler.
        """
        await session.fetch(_RELEASE_TIMERS, await self.clock.now(session.connection))

    async def _unsent(self, session: Session) -> list[Unsent]:
        return [
            Unsent(
                position, (tenant, subject or position), Sealed(id, type, time, correlation, body.encode())
            )
            for position, tenant, subject, id, type, time, correlation, body in await session.fetch(
                _UNSENT, self.batch
            )
        ]

    async def _publish(self, rows: Sequence[Unsent]) -> list[int]:
        """Publish side by side, but each subject's rows one after the other; returns the confirmed
        positions."""
        chains: dict[tuple[str, str | int], list[Unsent]] = {}
        for row in rows:
            chains.setdefault(row.chain, []).append(row)
        confirmed: list[int] = []

        async def follow(chain: list[Unsent]) -> None:
            for row in chain:
                await self.publisher.send_event(row.event)
                confirmed.append(row.position)

        try:
            async with asyncio.timeout(self.publish_timeout):
                results = await asyncio.gather(
                    *(follow(chain) for chain in chains.values()), return_exceptions=True
                )
        except TimeoutError:
            log.warning("relay_timeout", service=self.service, confirmed=len(confirmed), rows=len(rows))
            return confirmed
        if failures := [result for result in results if isinstance(result, BaseException)]:
            log.warning("publish_failed", service=self.service, things=len(failures), error=repr(failures[0]))
        return confirmed
