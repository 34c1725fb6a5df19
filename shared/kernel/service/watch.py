"""Watches one service while it runs: takes its vital signs, and mends its connections where the libraries do
not.

aio-pika reconnects by itself after nearly everything. The watch is for the rest: a channel that could not be
restored, a consumer that the broker forgot. It compares what should be read with what is, and after a while
starts the transport anew. It also takes the service off its queues while the database is away, or cannot
write, for long: messages that wait in a process too long are taken for stuck by the broker, and count towards
their delivery limit.
"""

import asyncio
import contextlib
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.rabbit.connection import TROUBLE
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.bus.rabbit.transport import RabbitTransport
from shared.kernel.journal.tables import JournalTables
from shared.kernel.service.vitals import Ledger, Vitals, problems_of, read_ledger
from shared.kernel.store.availability import Availability
from shared.kernel.store.clock import Clock
from shared.kernel.store.database import DATABASE_TROUBLE
from shared.kernel.store.revisions import Known, Schema, known_revisions
from shared.kernel.store.sqlstates import in_words

log = structlog.get_logger(__name__)

PERIOD = 2.0
"""Seconds between looks."""
_LOOK_SECONDS = 5.0
REOPEN_AFTER = 15.0
"""Seconds without a consumer, or without a connection, until the transport is started anew."""
PAUSE_AFTER = 60.0
"""Seconds without the database until the service leaves its queues."""
_REOPEN_PATIENCE = 2.0


@dataclass
class Watch:
    """``engine``: sessions that no handler competes for. ``publisher`` and ``transport`` come when they are
    open."""

    schema: Schema
    engine: AsyncEngine
    tables: JournalTables
    clock: Clock
    publisher: RabbitPublisher | None = None
    transport: RabbitTransport | None = None
    stopping: bool = False
    """Set when the service begins to stop: it is not ready from then on."""
    period: float = PERIOD
    reopen_after: float = REOPEN_AFTER
    pause_after: float = PAUSE_AFTER
    availability: Availability = field(init=False)
    """What handlers wait for, and this looks at."""
    vitals: Vitals = field(init=False)
    _known: Known = field(init=False)
    _waiting: str | None = field(init=False, default="starting")
    _since: dict[str, float] = field(init=False, default_factory=dict)
    _oldest: tuple[int | None, float] = field(init=False, default=(None, 0.0))
    _paused: bool = field(init=False, default=False)
    _told: bool = field(init=False, default=False)
    _told_of: frozenset[str] = field(init=False, default=frozenset())
    """What stood before the colon in the problems since readiness ended: another one is news."""
    _mending: asyncio.Task[None] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.availability = Availability(self.engine)
        self.vitals = Vitals(taken_at=0.0)
        self._known = known_revisions(self.schema)

    def waiting(self, problem: str | None) -> None:
        """The start waits for this; None: it goes on."""
        self._waiting = problem or "starting"

    async def started(self) -> None:
        """The start is over: from now on the vital signs count."""
        await self.look()
        self._waiting = None

    def problems(self) -> list[str]:
        """Why the service is not ready; empty when it is."""
        if self.stopping:
            return ["stopping"]
        found = problems_of(self.vitals, self._known, asyncio.get_running_loop().time())
        return [self._waiting] if self._waiting else found

    async def run(self) -> None:
        """Look and mend for ever."""
        loop = asyncio.get_running_loop()
        lag = 0.0
        while True:
            try:
                await self.look(lag)
                self._tell()
                self._mend()
            except Exception:  # what goes on for ever is ended by nothing that nobody foresaw
                log.exception("watch_broke", service=self.schema.service)
            meant = loop.time() + self.period
            await asyncio.sleep(self.period)
            lag = loop.time() - meant

    async def stop(self) -> None:
        """End what is being mended."""
        if self._mending:
            self._mending.cancel()
            await asyncio.gather(self._mending, return_exceptions=True)

    async def look(self, lag: float = 0.0) -> Vitals:
        """Take the vital signs now."""
        problems: list[str] = []
        ledger = await self._ledger(problems)
        if self._paused:
            await self.availability.look_for_room()
        if why := self.availability.without_room:
            problems.append(f"database: {why}")
        vitals = Vitals(
            taken_at=asyncio.get_running_loop().time(),
            ledger=ledger,
            stuck_for=self._stuck_for(ledger),
            lag=lag,
        )
        if self.transport and self.publisher:
            vitals = await self._with_transport(vitals, self.transport, self.publisher, problems)
        self.vitals = replace(vitals, problems=tuple(problems))
        return self.vitals

    async def _ledger(self, problems: list[str]) -> Ledger | None:
        try:
            async with asyncio.timeout(_LOOK_SECONDS), self.engine.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                return await read_ledger(connection, self.tables, self.clock)
        except DATABASE_TROUBLE as error:
            problems.append(f"database: {in_words(error)}"[:300])
            return None

    async def _with_transport(
        self, vitals: Vitals, transport: RabbitTransport, publisher: RabbitPublisher, problems: list[str]
    ) -> Vitals:
        if self._paused:
            problems.append("the queues are not read while the database is away")
            return vitals
        if not publisher.connected:
            problems.append("broker: publisher is not connected")
        states = {}
        try:
            states = await transport.queue_states()
        except TROUBLE as error:
            problems.append(f"broker: {error!r}"[:300])
        return replace(
            vitals,
            queues=MappingProxyType(states),
            lost=tuple(await transport.lost()),
            blocked_for=publisher.blocked_for,
        )

    def _stuck_for(self, ledger: Ledger | None) -> float:
        """How long the same event has been the oldest unsent one, whichever instance's relay should have sent
        it."""
        position = ledger.oldest_unsent if ledger else self._oldest[0]
        now = asyncio.get_running_loop().time()
        if position != self._oldest[0]:
            self._oldest = (position, now)
        return now - self._oldest[1] if position is not None else 0.0

    def _tell(self) -> None:
        """Log when readiness ends, when something else is the matter, and when it comes back: once each,
        however long that lasts and however often anybody asks."""
        if self._waiting:
            return
        problems = self.problems()
        kinds = {problem.split(":", 1)[0] for problem in problems if ":" in problem}
        if problems and (not self._told or kinds - self._told_of):
            log.warning("not_ready", service=self.schema.service, problems=problems)
        elif self._told and not problems:
            log.info("ready_again", service=self.schema.service)
        self._told = bool(problems)
        self._told_of = self._told_of | kinds if problems else frozenset()

    def _mend(self) -> None:
        if self.stopping or self.transport is None or self.publisher is None:
            return
        if self._mending and not self._mending.done():
            return
        vitals, transport = self.vitals, self.transport
        away = self._lasting("away", vitals.ledger is None or self._without_room)
        unread = bool(vitals.lost) or any(not state.consumers for state in vitals.queues.values())
        broken = self._lasting("broken", not self._paused and (unread or not self.publisher.connected))
        if away > self.pause_after and not self._paused:
            log.warning("queues_left", service=self.schema.service, seconds=round(away))
            self._paused = True
            self._mending = asyncio.create_task(transport.stop(_REOPEN_PATIENCE))
        elif self._paused and vitals.ledger and not self._without_room:
            self._mending = asyncio.create_task(self._resume(transport))
        elif broken > self.reopen_after:
            log.warning(
                "transport_reopened", service=self.schema.service, seconds=round(broken), lost=vitals.lost
            )
            self._since.pop("broken")
            self._mending = asyncio.create_task(self._reopen(transport, self.publisher))

    @property
    def _without_room(self) -> bool:
        return self.availability.without_room is not None

    def _lasting(self, what: str, bad: bool) -> float:
        """For how many seconds it has been bad now."""
        now = asyncio.get_running_loop().time()
        if not bad:
            self._since.pop(what, None)
            return 0.0
        return now - self._since.setdefault(what, now)

    async def _resume(self, transport: RabbitTransport) -> None:
        await transport.start()
        self._paused = False
        log.info("queues_read_again", service=self.schema.service)

    async def _reopen(self, transport: RabbitTransport, publisher: RabbitPublisher) -> None:
        if not publisher.connected:
            with contextlib.suppress(*TROUBLE):
                await publisher.stop()
            await publisher.start()
        await transport.reopen(_REOPEN_PATIENCE)
