"""What a service tells Prometheus when it asks, beside what ``Statistics`` has counted.

Everything is read from the watch's last look, except the things by state, whom they wait for, and the
database's server: a query each, kept for a while.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any, TypeVar

import structlog
from prometheus_client import GC_COLLECTOR, PROCESS_COLLECTOR, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import CompoundSelect, func, literal, select, union_all
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.bus.delivery.statistics import Described, Statistics
from shared.kernel.machine import Law
from shared.kernel.messages.wordless import in_brief
from shared.kernel.service.reading import Reading, Samples
from shared.kernel.service.readings import readings
from shared.kernel.service.running import Running
from shared.kernel.service.server import Server, read_server
from shared.kernel.service.waited import read_waited
from shared.kernel.store.kind import Kind
from shared.kernel.store.session import session_of

log = structlog.get_logger(__name__)
Answer = TypeVar("Answer")

KEPT_SECONDS = 15.0
"""How long the counts of things by state are good: counting reads an index of every kind of thing."""
WAITED_SECONDS = 60.0
"""The same of whom they wait for, which reads every thing that waits."""
_COUNT_SECONDS = 5.0


def described(tenant_name: str) -> list[Described]:
    """Every metric that a service has, the process's own (memory, garbage collection) apart."""
    read = [
        Described(f"youyue_{r.name}", "gauge", ("service", *r.labels), r.says) for r in readings(tenant_name)
    ]
    return [*Statistics("any").described, *read]


class Metrics:
    """One service's exposition; also a collector of its registry."""

    running: Running
    things: Samples
    waited: Samples
    server: Server | None

    def __init__(self, running: Running) -> None:
        self.running = running
        self.things = self.waited = ()
        self.server = None
        self._counted_at = self._waited_at = float("-inf")
        self._counting = asyncio.Lock()
        for collector in (self, PROCESS_COLLECTOR, GC_COLLECTOR):
            running.statistics.registry.register(collector)

    async def exposition(self) -> bytes:
        """The text for Prometheus."""
        async with self._counting:
            now = asyncio.get_running_loop().time()
            if now - self._counted_at > KEPT_SECONDS:
                self._counted_at = now
                self.things = await self._asked(self._count) or ()
                self.server = await self._asked(read_server)
            if now - self._waited_at > WAITED_SECONDS:
                self._waited_at = now
                self.waited = await self._asked(self._wait) or ()
        return generate_latest(self.running.statistics.registry)

    def describe(self) -> Iterator[Metric]:
        """The names, asking nobody."""
        return (family for _, family in self._families())

    def collect(self) -> Iterator[Metric]:
        """The names with their values now."""
        service = self.running.service.name
        for reading, family in self._families():
            for labels, value in reading.read(self):
                family.add_metric((service, *labels), float(value))
            yield family

    def _families(self) -> Iterator[tuple[Reading, GaugeMetricFamily]]:
        for reading in readings(self.running.service.house.registry.envelope.tenant_name):
            labels = ("service", *reading.labels)
            yield reading, GaugeMetricFamily(f"youyue_{reading.name}", reading.says, labels=labels)

    async def _asked(self, ask: Callable[[AsyncConnection], Awaitable[Answer]]) -> Answer | None:
        """What the database says; None while it does not answer: then nobody is made to wait for it."""
        vitals = self.running.watch.vitals
        if vitals.taken_at and vitals.ledger is None:
            return None
        try:
            async with asyncio.timeout(_COUNT_SECONDS), self.running.housekeeping.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                return await ask(connection)
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("things_not_counted", service=self.running.service.name, error=in_brief(error))
            return None

    async def _count(self, connection: AsyncConnection) -> Samples:
        if not self.running.service.kinds:
            return ()
        rows = (await connection.execute(_by_state(self.running.service.kinds))).all()
        return [((tenant, kind, state), count) for kind, tenant, state, count in rows]

    async def _wait(self, connection: AsyncConnection) -> Samples:
        service = self.running.service
        if not service.kinds:
            return ()
        now, session = await self.running.clock.now(connection), await session_of(connection)

        async def law_of(tenant: str) -> Law | None:
            return await self.running.laws.now(session, tenant)

        return await read_waited(connection, service.kinds, service.journal, now, law_of)


def _by_state(kinds: tuple[Kind[Any], ...]) -> CompoundSelect[Any]:
    return union_all(
        *(
            select(literal(kind.name), kind.table.c.tenant, kind.table.c.state, func.count()).group_by(
                kind.table.c.tenant, kind.table.c.state
            )
            for kind in kinds
        )
    )
