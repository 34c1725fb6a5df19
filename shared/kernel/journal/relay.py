"""The relay: takes unsent journal rows in order, publishes them with confirms, marks them sent.

One relay per service is active at a time (an advisory lock held by its transaction), whatever the number of
instances. A row that is not confirmed waits, and so do the later rows of the same thing: per thing,
publication order is version order. All other rows go on. Why a row waits, and for how long, stands in
``flight`` and ``pause_after``; that it waits stands in the journal, so that every instance knows it, and no
restart makes more copies.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import structlog

from shared.kernel.journal.flight import Flight, Publisher
from shared.kernel.journal.landed import Landed
from shared.kernel.journal.relay_lock import relay_lock
from shared.kernel.journal.unsent import (
    Unsent,
    Wait,
    fresh,
    fresh_and_due,
    let_wait,
    mark_sent,
    try_now,
)
from shared.kernel.messages.errors import EventRefused
from shared.kernel.messages.wordless import in_brief
from shared.kernel.store.clock import Clock
from shared.kernel.store.database import DATABASE_TROUBLE
from shared.kernel.store.session import Session, Sessions

log = structlog.get_logger(__name__)

PAUSES = (10.0, 60.0, 600.0)
"""Seconds until an event is tried again after its first, second, third and each later failure: every attempt
is one more copy for the queues that did take it."""
PATIENCE = 0.5
"""Seconds in which the broker confirms nothing, until the relay asks itself why."""
LANE = 100
"""So many of the events that have waited are taken up by one pass."""
_BUSY_PAUSE = 0.02
"""Seconds until a relay that found another one at work looks again, so that no wake-up is lost."""
_MORE = 50
"""How many further events are sent to see whether a silent broker is there."""

_RELEASE_TIMERS = (
    "UPDATE journal SET available_at = NULL, dedupe_key = NULL WHERE sent_at IS NULL AND available_at <= $1"
)
_LOCK = "SELECT pg_try_advisory_xact_lock($1)"


def pause_after(failures: int, pauses: Sequence[float] = PAUSES) -> float:
    """Seconds until an event that has failed so often, at least once, is tried again."""
    return pauses[min(failures, len(pauses)) - 1]


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
    pauses: Sequence[float] = PAUSES
    patience: float = PATIENCE
    last_success: float | None = None
    """Event-loop time of the last pass without an error: readiness asks for it."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)
    _committed: asyncio.Event = field(default_factory=asyncio.Event)
    """As ``_wake``, for the batch that is on its way."""
    _lock_key: int = field(init=False)
    _landed: Landed = field(init=False)
    _more_at_once: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self._lock_key = relay_lock(self.service)
        self._landed = Landed(self.wake)

    def wake(self) -> None:
        """There is something to send."""
        self._wake.set()
        self._committed.set()

    async def run(self) -> None:
        """Pass after pass, for ever."""
        while True:
            self._wake.clear()
            pause = self.poll
            try:
                sent, _ = await self.pass_once()
                self.last_success = asyncio.get_running_loop().time()
                if sent is None:
                    pause = _BUSY_PAUSE
                elif self._more_at_once:
                    pause = 0.0
            except DATABASE_TROUBLE as error:
                log.warning("relay_pass_failed", service=self.service, error=in_brief(error))
            except (
                Exception
            ):  # whatever it is: a relay that has ended sends nothing any more, and nobody would know
                log.exception("relay_pass_broke", service=self.service)
            if pause:
                # Not wait_for: before Python 3.12 it forgets a cancellation that comes with the wake-up.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(pause):
                        await self._wake.wait()

    async def stop(self) -> None:
        """After the last pass: what is still on its way is sent again by whoever comes next."""
        await self._landed.stop()

    async def pass_once(self) -> tuple[int | None, int]:
        """Publish one batch. Returns how many were sent and how many were not; (None, 0) if another relay is
        at work."""
        async with self.sessions.open() as session:
            await self._release_timers(session)
            # Should a crash of the database take a mark back, the row is sent again, and its receivers
            # recognise it.
            await session.begin(durable=False)
            ((ours,),) = await session.fetch(_LOCK, self._lock_key)
            if not ours:
                return None, 0
            await self._take_in(session)
            self._committed.clear()
            rows = await fresh_and_due(session, self.batch, LANE)
            flight = Flight(self.publisher, self._landed, self.patience)
            if rows:
                await self._publish(session, flight, rows)
                await mark_sent(session, flight.confirmed)
                await let_wait(session, self._waits(flight), flight.behind)
            await session.commit()
        sent = len(flight.confirmed)
        if sent:
            self.relayed(sent)
        self._more_at_once = self._goes_on(flight, rows)
        return sent, max(len(rows) - sent, 0)

    async def _release_timers(self, session: Session) -> None:
        """Make due timers ordinary unsent rows, in a transaction of its own.

        Were they locked while they are published, a handler that cancels one of them would wait for the
        relay, and in one process the relay for the handler.
        """
        await session.fetch(_RELEASE_TIMERS, await self.clock.now(session.connection))

    async def _take_in(self, session: Session) -> None:
        """What was left on its way by an earlier pass, and is known by now."""
        confirmed, lost = self._landed.take()
        await mark_sent(session, confirmed)
        await try_now(session, confirmed + lost)

    async def _publish(self, session: Session, flight: Flight, rows: Sequence[Unsent]) -> None:
        known = {row.position for row in rows}

        async def more() -> Sequence[Unsent]:
            found = await fresh(session, known, _MORE)
            known.update(row.position for row in found)
            return found

        try:
            await flight.fly(rows, more, self.publish_timeout, self._committed)
        except TimeoutError:
            log.warning(
                "relay_timeout", service=self.service, confirmed=len(flight.confirmed), rows=len(rows)
            )
        for row, error in flight.refused[:1]:
            counts = {"refused": len(flight.refused), "type": row.event.type, "failures": row.failures + 1}
            log.warning("events_refused", service=self.service, error=str(error), **counts)
        if flight.trouble or flight.suspected or flight.left:
            counts = {"suspected": len(flight.suspected), "left": len(flight.left)}
            log.warning(
                "publish_failed",
                service=self.service,
                error=flight.trouble and in_brief(flight.trouble),
                **counts,
            )

    def _waits(self, flight: Flight) -> list[Wait]:
        """How long those wait that were not confirmed. Suspects come at once, each alone."""
        refused = [Wait(row.position, row.failures + 1, self._pause(row, why)) for row, why in flight.refused]
        left = [
            Wait(row.position, row.failures + 1, max(self._pause(row), self.publish_timeout))
            for row in flight.left
        ]
        return refused + left + [Wait(row.position, row.failures, 0.0) for row in flight.suspected]

    def _pause(self, row: Unsent, why: Exception | None = None) -> float:
        known = why.again_in if isinstance(why, EventRefused) else None
        return pause_after(row.failures + 1, self.pauses) if known is None else known

    def _goes_on(self, flight: Flight, rows: Sequence[Unsent]) -> bool:
        """Whether the next pass should not wait: there is more, and the broker is there."""
        if flight.suspected:
            return True
        again = sum(row.again for row in rows)
        more = len(rows) - again >= self.batch or again >= LANE or flight.cut
        moved = bool(flight.confirmed or flight.refused or flight.left or flight.behind)
        return more and moved and not flight.trouble
