"""What the bus counts about itself, as Prometheus metrics."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


class Statistics:
    """The counters of one service in this process; each service has a registry of its own."""

    def __init__(self, service: str) -> None:
        self.registry = CollectorRegistry()
        self._handled = Counter(
            "youyue_deliveries",
            "Deliveries by queue and outcome",
            ["service", "queue", "outcome"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "youyue_handler_seconds",
            "Time to handle a delivery",
            ["service", "queue"],
            registry=self.registry,
        )
        self._running = Gauge(
            "youyue_handlers_running", "Deliveries being handled", ["service"], registry=self.registry
        )
        self._service = service
        self._running.labels(service).set(0)

    def count(self, queue: str, outcome: str) -> None:
        """One delivery has ended so."""
        self._handled.labels(self._service, queue, outcome).inc()

    @contextmanager
    def handling(self, queue: str) -> Iterator[None]:
        """Time a delivery."""
        with (
            self._running.labels(self._service).track_inprogress(),
            self._seconds.labels(self._service, queue).time(),
        ):
            yield
