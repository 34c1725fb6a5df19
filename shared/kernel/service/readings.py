"""The gauges of a service: each with its name, its meaning, and where it is read when Prometheus asks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from shared.kernel.service.running import Running
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


@dataclass(frozen=True, slots=True)
class Reading:
    """A gauge that is read when Prometheus asks."""

    name: str
    says: str
    labels: tuple[str, ...]
    read: Callable[["Read"], Samples]


def _ledger(of: Callable[[Ledger], float]) -> Callable[["Read"], Samples]:
    """One value of the service's tables; none while the database does not answer."""

    def read(metrics: "Read") -> Samples:
        ledger = metrics.running.watch.vitals.ledger
        return [((), of(ledger))] if ledger else []

    return read


def _refused(of: Callable[[Waiting], float]) -> Callable[["Read"], Samples]:
    """One value of what the broker has not confirmed, by exchange and type."""

    def read(metrics: "Read") -> Samples:
        ledger = metrics.running.watch.vitals.ledger
        return [((one.exchange, one.type), of(one)) for one in ledger.refused] if ledger else []

    return read


def _purges(metrics: "Read") -> Samples:
    """By rule of the retention file."""
    ledger = metrics.running.watch.vitals.ledger
    return [((one.name,), one.at.timestamp()) for one in ledger.purges] if ledger else []


def _one(of: Callable[[Running], float]) -> Callable[["Read"], Samples]:
    return lambda metrics: [((), of(metrics.running))]


@cache
def readings(tenant_name: str) -> tuple[Reading, ...]:
    """The gauges; ``tenant_name`` is the label that says whose things they are."""
    return (
        Reading(
            "build_info",
            "1; the version stands in the label.",
            ("version",),
            lambda m: [((m.running.settings.release,), 1)],
        ),
        Reading(
            "ready", "1 if the service is ready, as /health/ready says.", (), _one(lambda r: not r.problems())
        ),
        Reading(
            "unsent_rows",
            "Events that are due and not sent, without those that were not confirmed or wait for one.",
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
            "backup_taken_timestamp_seconds",
            "When the last complete backup of the service's tables was taken, Unix time; 0: none since they "
            "were made or restored.",
            (),
            _ledger(lambda x: x.saved.taken.timestamp() if x.saved.taken else 0),
        ),
        Reading(
            "backup_verified_timestamp_seconds",
            "When the newest of the backups that a restore has proved was taken, as the last backup found "
            "it, Unix time; 0: none.",
            (),
            _ledger(lambda x: x.saved.verified.timestamp() if x.saved.verified else 0),
        ),
        Reading(
            "purge_ended_timestamp_seconds",
            "When the last purge by the rule came to its end, Unix time; before the first, when it was new.",
            ("rule",),
            _purges,
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
        Reading(
            "waiting",
            "What is waited for, by the role that has to act and by what has to be done; late: yes or no.",
            ("role", "what", "late"),
            lambda m: m.waited,
        ),
    )
