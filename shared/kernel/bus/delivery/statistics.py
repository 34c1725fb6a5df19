"""The counts of the bus about itself, as Prometheus metrics."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cache, partial
from itertools import product
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from shared.kernel.bus.access.trust import SORTS
from shared.kernel.bus.delivery.delivery import Delivery, Done, Handle, Outcome, Park, RetryLater, Wrap

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_ROWS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
BEGINNING, NOTHING = "beginning", "nothing"
"""What is kept of a message for which the parking lot has no room."""
_OTHER = "other"
"""Stands for every type that is none of ours: a sender must not be able to make new series."""


@dataclass(frozen=True, slots=True)
class Described:
    """A metric as Prometheus and its documentation know it; a histogram has ``_bucket``, ``_sum`` and
    ``_count``."""

    name: str
    kind: str
    labels: tuple[str, ...]
    says: str


class Statistics:
    """The counters of one service in this process; each service has a registry of its own.

    ``types``: the types of messages that there are.
    """

    def __init__(self, service: str, types: Container[str] = ()) -> None:
        self._types = types
        self.registry = CollectorRegistry()
        self.described: list[Described] = []
        self._service = service
        self._deliveries = self._counter(
            "deliveries", "Deliveries handled, by how they ended.", "queue", "outcome"
        )
        self._refusals = self._counter("refusals", "Commands refused, by the code of the refusal.", "code")
        self._retries = self._counter("retries", "Attempts that failed and are made again, by delay.", "tier")
        self._parked = self._counter("parked", "Messages given up and parked, by reason.", "reason")
        self._without_room = self._counter(
            "parked_without_room",
            "Messages that were not parked whole because too much of their publisher's lies there, by what "
            "is kept of them.",
            "publisher",
            "kept",
        )
        for sort, kept in product(SORTS, (BEGINNING, NOTHING)):
            # There from the start: an alert on what is added does not see a series begin.
            self._without_room.labels(service, sort, kept)
        self._handler = self._histogram(
            "handler_seconds", "Time of one attempt to handle a message.", _SECONDS, "type"
        )
        self._publish = self._histogram(
            "publish_seconds", "Time until the broker confirmed a message.", _SECONDS
        )
        self._batch = self._histogram("relay_batch_rows", "Events that one pass of the relay sent.", _ROWS)
        self._running = self._gauge("handlers_running", "Deliveries being handled now.").labels(service)
        # Asked for with each message: the library looks a series up by all its labels, under a lock.
        self._handler_of = cache(partial(self._handler.labels, service))
        self._done_of = cache(partial(self._deliveries.labels, service))

    def began(self) -> None:
        """One more delivery is being handled."""
        self._running.inc()

    def attempted(self, type: str, seconds: float) -> None:
        """An attempt to handle a message of ``type`` took so long."""
        self._handler_of(type if type in self._types else _OTHER).observe(seconds)

    def left(self) -> None:
        """One delivery less is being handled."""
        self._running.dec()

    def ended(self, queue: str, outcome: Outcome) -> None:
        """A delivery has ended with this outcome."""
        match outcome:
            case Done(how):
                self._done_of(queue, how).inc()
            case RetryLater(tier):
                self._deliveries.labels(self._service, queue, "later").inc()
                self._retries.labels(self._service, tier).inc()
            case Park(reason):
                self._deliveries.labels(self._service, queue, "parked").inc()
                self._parked.labels(self._service, reason).inc()

    def again_at_once(self) -> None:
        """An attempt has failed, and the next follows at once."""
        self._retries.labels(self._service, "now").inc()

    def refused(self, code: str) -> None:
        """A command was refused."""
        self._refusals.labels(self._service, code).inc()

    def without_room(self, sort: str, kept: str) -> None:
        """A message of such a publisher was not parked whole."""
        self._without_room.labels(self._service, sort, kept).inc()

    def confirmed(self, seconds: float) -> None:
        """The broker has confirmed a message after so long."""
        self._publish.labels(self._service).observe(seconds)

    def relayed(self, rows: int) -> None:
        """One pass of the relay has sent so many."""
        self._batch.labels(self._service).observe(rows)

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        self._describe(f"{name}_total", "counter", labels, says)
        return Counter(f"youyue_{name}", says, ["service", *labels], registry=self.registry)

    def _gauge(self, name: str, says: str) -> Gauge:
        self._describe(name, "gauge", (), says)
        return Gauge(f"youyue_{name}", says, ["service"], registry=self.registry)

    def _histogram(self, name: str, says: str, buckets: tuple[float, ...], *labels: str) -> Histogram:
        self._describe(name, "histogram", labels, says)
        return Histogram(
            f"youyue_{name}", says, ["service", *labels], buckets=buckets, registry=self.registry
        )

    def _describe(self, name: str, kind: str, labels: tuple[str, ...], says: str) -> None:
        self.described.append(Described(f"youyue_{name}", kind, ("service", *labels), says))


def counted(statistics: Statistics) -> Wrap:
    """The concern: deliveries that are being handled, and the outcome of each."""

    def wrap(handle: Handle) -> Handle:
        async def handle_counted(delivery: Delivery) -> Outcome:
            statistics.began()
            try:
                outcome = await handle(delivery)
            finally:
                statistics.left()
            statistics.ended(delivery.queue, outcome)
            return outcome

        return handle_counted

    return wrap


def timed(statistics: Statistics) -> Wrap:
    """The concern: the seconds of one attempt, by type."""

    def wrap(handle: Handle) -> Handle:
        async def handle_timed(delivery: Delivery) -> Outcome:
            begun = perf_counter()
            try:
                return await handle(delivery)
            finally:
                statistics.attempted(delivery.opened.type, perf_counter() - begun)

        return handle_timed

    return wrap
