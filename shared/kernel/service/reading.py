"""What a gauge of a service is, and what its values may be read from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from shared.kernel.service.running import Running
from shared.kernel.service.server import Server
from shared.kernel.service.vitals import Ledger, Waiting

Samples = Iterable[tuple[tuple[str, ...], float]]
"""(label values, value)."""


class Read(Protocol):
    """What gauges are read from."""

    @property
    def running(self) -> Running:
        """The service."""
        ...

    @property
    def things(self) -> Samples:
        """How many things there were in each state, lately."""
        ...

    @property
    def waited(self) -> Samples:
        """How many there were that waited for somebody, lately."""
        ...

    @property
    def server(self) -> Server | None:
        """The database's server lately; None: it did not answer."""
        ...


@dataclass(frozen=True, slots=True)
class Reading:
    """A gauge that is read when Prometheus asks."""

    name: str
    says: str
    labels: tuple[str, ...]
    read: Callable[[Read], Samples]


def of_ledger(of: Callable[[Ledger], float]) -> Callable[[Read], Samples]:
    """One value of the service's tables; none while the database does not answer."""

    def read(metrics: Read) -> Samples:
        ledger = metrics.running.watch.vitals.ledger
        return [((), of(ledger))] if ledger else []

    return read


def of_refused(of: Callable[[Waiting], float]) -> Callable[[Read], Samples]:
    """One value of what the broker has not confirmed, by exchange and type."""

    def read(metrics: Read) -> Samples:
        ledger = metrics.running.watch.vitals.ledger
        return [((one.exchange, one.type), of(one)) for one in ledger.refused] if ledger else []

    return read


def of_purges(metrics: Read) -> Samples:
    """By rule of the retention file."""
    ledger = metrics.running.watch.vitals.ledger
    return [((one.name,), one.at.timestamp()) for one in ledger.purges] if ledger else []


def of_server(of: Callable[[Server], float]) -> Callable[[Read], Samples]:
    """One value of the database's server, by its name; none while it does not answer."""
    return lambda metrics: [((metrics.server.name,), of(metrics.server))] if metrics.server else []


def of_running(of: Callable[[Running], float]) -> Callable[[Read], Samples]:
    """One value of the process itself."""
    return lambda metrics: [((), of(metrics.running))]
