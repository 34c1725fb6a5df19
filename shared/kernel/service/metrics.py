"""What a service tells Prometheus when it asks, beside what ``Statistics`` has counted.

Everything is read from the watch's last look, except the things by state: one query, kept for a while.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import structlog
from prometheus_client import GC_COLLECTOR, PROCESS_COLLECTOR, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import CompoundSelect, func, literal, select, union_all
from sqlalchemy.exc import SQLAlchemyError

from shared.kernel.bus.delivery.statistics import Described, Statistics
from shared.kernel.service.running import Running
from shared.kernel.service.vitals import Ledger, Waiting
from shared.kernel.store.kind import Kind

log = structlog.get_logger(__name__)

KEPT_SECONDS = 15.0
"""How long the counts of things by state are good: counting reads an index of every kind of thing."""
_COUNT_SECONDS = 5.0

Samples = Iterable[tuple[tuple[str, ...], float]]
"""(label values, value)."""


@cache
def _version() -> str:
    try:
        return version("youyue")
    except PackageNotFoundError:
        return "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """A gauge that is read when Prometheus asks."""

    name: str
    says: str
    labels: tuple[str, ...]
    read: Callable[["Metrics"], Samples]


def _ledger(of: Callable[[Ledger], float]) -> Callable[["Metrics"], Samples]:
    """One value of the service's tables; none while the database does not answer."""

    def read(metrics: "Metrics") -> Samples:
        ledger = metrics.running.watch.vitals.ledger
        return [((), of(ledger))] if ledger else []

    return read


def _refused(of: Callable[[Waiting], float]) -> Callable[["Metrics"], Samples]:
    """One value of what the broker has not confirmed, by exchange and type."""

    def read(metrics: "Metrics") -> Samples:
        ledger = metrics.running.watch.vitals.ledger
        return [((one.exchange, one.type), of(one)) for one in ledger.refused] if ledger else []

    return read


def _one(of: Callable[[Running], float]) -> Callable[["Metrics"], Samples]:
    return lambda metrics: [((), of(metrics.running))]


@cache
def readings(tenant_name: str) -> tuple[Reading, ...]:
    """The gauges; ``tenant_name`` is the label that says whose things they are."""
    return (
        Reading(
            "build_info", "1; the version stands in the label.", ("version",), lambda m: [((_version(),), 1)]
        ),
        Reading(
            "ready", "1 if the service is ready, as /health/ready says.", (), _one(lambda r: not r.problems())
        ),
        Reading(
            "unsent_rows",
            "Events that are due and not sent, without those that were not confirmed and what waits for them.",
            (),
            _ledger(lambda ledger: ledger.unsent),
        ),
        Reading(
            "oldest_unsent_age_seconds",
            "Age of the oldest event that is due and not sent, by the service's clock; 0 if there is none.",
            (),
            _ledger(lambda ledger: ledger.oldest_age),
        ),
        Reading(
            "events_refused",
            "Events that the broker did not confirm, because a queue of this exchange takes none or is away; "
            "each is tried again later, everything else goes on.",
            ("exchange", "type"),
            _refused(lambda waiting: waiting.count),
        ),
        Reading(
            "events_refused_oldest_age_seconds",
            "Age of the oldest of them, by the service's clock.",
            ("exchange", "type"),
            _refused(lambda waiting: waiting.oldest_age),
        ),
        Reading(
            "events_held",
            "Events that wait for an earlier one of their thing, which the broker did not confirm.",
            (),
            _ledger(lambda ledger: ledger.held),
        ),
        Reading(
            "relay_stuck_seconds",
            "How long the oldest unsent event has been the same.",
            (),
            _one(lambda r: r.watch.vitals.stuck_for),
        ),
        Reading(
            "timers_overdue",
            "Timers whose moment has passed and that nobody has taken up.",
            (),
            _ledger(lambda x: x.overdue),
        ),
        Reading(
            "parked_messages",
            "Parked messages with which nobody has finished.",
            (),
            _ledger(lambda x: x.parked),
        ),
        Reading(
            "broker_blocked_seconds",
            "How long the broker has confirmed nothing of what is being published.",
            (),
            _one(lambda r: r.watch.vitals.blocked_for),
        ),
        Reading(
            "queue_consumers",
            "Consumers of each own queue, of all instances, as the broker says.",
            ("queue",),
            lambda m: [((name,), state.consumers) for name, state in m.running.watch.vitals.queues.items()],
        ),
        Reading(
            "queue_messages_ready",
            "Messages that wait in each own queue for a consumer.",
            ("queue",),
            lambda m: [((name,), state.ready) for name, state in m.running.watch.vitals.queues.items()],
        ),
        Reading(
            "queues_unread",
            "Own queues that this instance does not read now.",
            (),
            _one(lambda r: len(r.watch.vitals.lost)),
        ),
        Reading(
            "event_loop_lag_seconds",
            "How late the event loop came back to the watch, last time.",
            (),
            _one(lambda r: r.watch.vitals.lag),
        ),
        Reading(
            "database_sessions_used",
            "Database sessions that handlers use now.",
            (),
            _one(lambda r: r.sessions.used),
        ),
        Reading(
            "database_sessions_size",
            "Database sessions that handlers may use.",
            (),
            _one(lambda r: r.sessions.size),
        ),
        Reading(
            "things",
            f"The service's own things by {tenant_name} and state.",
            (tenant_name, "kind", "state"),
            lambda m: m.things,
        ),
    )


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

    def __init__(self, running: Running) -> None:
        self.running = running
        self.things = ()
        self._counted_at = float("-inf")
        self._counting = asyncio.Lock()
        for collector in (self, PROCESS_COLLECTOR, GC_COLLECTOR):
            running.statistics.registry.register(collector)

    async def exposition(self) -> bytes:
        """The text for Prometheus."""
        async with self._counting:
            now = asyncio.get_running_loop().time()
            if now - self._counted_at > KEPT_SECONDS:
                self._counted_at = now
                self.things = await self._count()
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

    async def _count(self) -> Samples:
        kinds = self.running.service.kinds
        if not kinds:
            return ()
        try:
            async with asyncio.timeout(_COUNT_SECONDS), self.running.housekeeping.connect() as connection:
                await connection.execution_options(isolation_level="AUTOCOMMIT")
                rows = (await connection.execute(_by_state(kinds))).all()
        except (SQLAlchemyError, OSError, TimeoutError) as error:
            log.warning("things_not_counted", service=self.running.service.name, error=repr(error)[:300])
            return ()
        return [((tenant, kind, state), count) for kind, tenant, state, count in rows]


def _by_state(kinds: tuple[Kind[Any], ...]) -> CompoundSelect[Any]:
    return union_all(
        *(
            select(literal(kind.name), kind.table.c.tenant, kind.table.c.state, func.count()).group_by(
                kind.table.c.tenant, kind.table.c.state
            )
            for kind in kinds
        )
    )
