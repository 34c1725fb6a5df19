"""The topology as data: every exchange, queue, binding and policy follows from the owners of messages and the
subscriptions.

The definitions of the broker, the in-process transport, the documents and the tests all read this. Arguments
are for ever and policies are not: queues are declared with ``x-queue-type`` alone, all else is a policy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from shared.kernel.messages.base import Command, Data, Event
from shared.kernel.messages.envelope import Sealed
from shared.kernel.messages.registry import Registry

RETRY_TIERS: MappingProxyType[str, int] = MappingProxyType({"10s": 10, "1m": 60, "10m": 600})
"""Seconds a message waits before it comes back to its queue."""
DELIVERY_LIMIT = 20
"""Deliveries without an acknowledgement after which a message is taken for poison."""
NO_DELIVERY_LIMIT = 1_000_000
"""For queues that nothing may fall out of: RabbitMQ 4 drops after 20 where nothing is said, 3.10 takes no
-1."""
_SAFE_DEAD_LETTERS = (("dead-letter-strategy", "at-least-once"), ("overflow", "reject-publish"))
"""A dead letter stays until its new queue has confirmed it. Quorum queues only; RabbitMQ asks for that
overflow."""
UNROUTED = "unrouted"
PARTNER_EVENTS = "partners.events"
ANSWERS = "answers"
"""The exchange of answers; the routing key is the broker user who asked, or ``rejects_key`` of it."""
ANSWERS_BYTES, REJECTS_BYTES = 64 * 1024 * 1024, 8 * 1024 * 1024
"""What a partner's queues hold at most; then the oldest goes: who wants it sends the command again."""

Subscriptions = Mapping[str, Mapping[str, tuple[type[Event], ...]]]
"""consumer → producer → the events it wants. A service's own timers come to it by its own exchange as
well."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A durable exchange."""

    name: str
    kind: str
    kept: bool = True
    """Whether what reaches no queue is shown to an operator; an answer that nobody waits for is not."""


@dataclass(frozen=True, slots=True)
class Queue:
    """A durable quorum queue; ``policy`` holds the settings that would be arguments if arguments could be
    changed."""

    name: str
    policy: tuple[tuple[str, str | int], ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """Messages of ``exchange`` with that key go to ``queue``."""

    exchange: str
    key: str
    queue: str


@dataclass(frozen=True)
class Topology:
    """Everything that must exist on the broker; ``topology_of`` makes it."""

    registry: Registry
    subscriptions: Subscriptions
    exchanges: tuple[Exchange, ...]
    queues: tuple[Queue, ...]
    bindings: tuple[Binding, ...]
    _routes: dict[tuple[str, str], list[str]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for binding in self.bindings:
            self._routes.setdefault((binding.exchange, binding.key), []).append(binding.queue)

    @property
    def consumers(self) -> tuple[str, ...]:
        """The readers of queues: the services that own things, and those that only hear."""
        return tuple(self.subscriptions)

    def queues_for(self, exchange: str, key: str) -> tuple[str, ...]:
        """The queues that a message reaches, all keys being exact."""
        return tuple(self._routes.get((exchange, key), ()))

    def inbox_queues(self, consumer: str) -> tuple[str, ...]:
        """The queues that ``consumer`` reads, parking apart."""
        return _inboxes(self.registry, self.subscriptions, consumer)

    def taken_by(self, consumer: str) -> tuple[type[Data], ...]:
        """Every message that reaches ``consumer``: its commands and timers, and the events it subscribed
        to."""
        types = (b.key for b in _inbox_bindings(self.registry, self.subscriptions, consumer))
        return tuple(self.registry.types[type] for type in types)

    def delivers(self, queue: str, cls: type[Data]) -> bool:
        """Whether messages of that type come to ``queue``."""
        exchange = commands_exchange if issubclass(cls, Command) else events_exchange
        return queue in self.queues_for(exchange(cls.owner()), cls.type)


def topology_of(registry: Registry, subscriptions: Subscriptions) -> Topology:
    """The topology of these services and their subscriptions."""
    return Topology(
        registry,
        subscriptions,
        tuple(_exchanges(registry, subscriptions)),
        tuple(_queues(registry, subscriptions)),
        tuple(_bindings(registry, subscriptions)),
    )


def events_exchange(service: str) -> str:
    """The exchange to which ``service`` publishes; nobody else may write there."""
    return f"{service}.events"


def way_out(message: Sealed) -> tuple[str, str]:
    """(exchange, routing key) of what a service publishes: an event, or an answer."""
    if message.asker is not None:
        return ANSWERS, message.asker
    return events_exchange(message.type.split(".", 1)[0]), message.type


def commands_exchange(service: str) -> str:
    """The exchange to which others send commands for ``service``."""
    return f"{service}.commands"


def inbox_queue(consumer: str, producer: str) -> str:
    """The queue of one consumer for one producer's stream; ``commands`` is a producer here."""
    return f"{consumer}.inbox.{producer}"


def retry_name(consumer: str, tier: str) -> str:
    """The exchange and queue in which a message waits; its routing key is the queue to return to."""
    return f"{consumer}.retry.{tier}"


def parking_name(consumer: str) -> str:
    """The exchange and queue of messages that could not be handled."""
    return f"{consumer}.parking"


def answers_queue(user: str) -> str:
    """The queue of the answers to a broker user's commands."""
    return f"{user}.{ANSWERS}"


def rejects_key(user: str) -> str:
    """The queue and the key of answers to messages in which no id could be read."""
    return f"{user}.rejects"


def asker_parts(user: str) -> tuple[tuple[Queue, ...], tuple[Binding, ...]]:
    """The bounded queues in which a broker user finds its answers, and their bindings."""
    sizes = {answers_queue(user): ANSWERS_BYTES, rejects_key(user): REJECTS_BYTES}
    kept = ("delivery-limit", NO_DELIVERY_LIMIT)
    queues = (
        Queue(name, (kept, ("max-length-bytes", size), ("overflow", "drop-head")))
        for name, size in sizes.items()
    )
    keys = {answers_queue(user): user, rejects_key(user): rejects_key(user)}
    return tuple(queues), tuple(Binding(ANSWERS, key, queue) for queue, key in keys.items())


def _inbox_bindings(registry: Registry, subscriptions: Subscriptions, consumer: str) -> Iterator[Binding]:
    if consumer in registry.services:
        for command in registry.commands_of(consumer):
            yield Binding(commands_exchange(consumer), command.type, inbox_queue(consumer, "commands"))
        for timer in registry.timers_of(consumer):
            yield Binding(events_exchange(consumer), timer.type, inbox_queue(consumer, consumer))
    for producer, events in subscriptions[consumer].items():
        for event in events:
            yield Binding(events_exchange(producer), event.type, inbox_queue(consumer, producer))


def _inboxes(registry: Registry, subscriptions: Subscriptions, consumer: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(b.queue for b in _inbox_bindings(registry, subscriptions, consumer)))


def _exchanges(registry: Registry, subscriptions: Subscriptions) -> Iterator[Exchange]:
    yield Exchange(UNROUTED, "fanout")
    yield Exchange(PARTNER_EVENTS, "topic")
    yield Exchange(ANSWERS, "topic", kept=False)
    for service in registry.services:
        yield Exchange(events_exchange(service), "topic")
        yield Exchange(commands_exchange(service), "topic")
    for consumer in subscriptions:
        yield Exchange(parking_name(consumer), "fanout")
        for tier in RETRY_TIERS:
            yield Exchange(retry_name(consumer, tier), "fanout")


def _queues(registry: Registry, subscriptions: Subscriptions) -> Iterator[Queue]:
    yield Queue(UNROUTED, (("delivery-limit", NO_DELIVERY_LIMIT),))
    for consumer in subscriptions:
        dead = ("dead-letter-exchange", parking_name(consumer))
        for name in _inboxes(registry, subscriptions, consumer):
            yield Queue(name, (dead, ("delivery-limit", DELIVERY_LIMIT), *_SAFE_DEAD_LETTERS))
        yield Queue(parking_name(consumer), (("delivery-limit", NO_DELIVERY_LIMIT),))
        for tier, seconds in RETRY_TIERS.items():
            back = (("dead-letter-exchange", ""), ("message-ttl", seconds * 1000))
            yield Queue(retry_name(consumer, tier), (*back, *_SAFE_DEAD_LETTERS))


def _bindings(registry: Registry, subscriptions: Subscriptions) -> Iterator[Binding]:
    yield Binding(UNROUTED, "", UNROUTED)
    for consumer in subscriptions:
        yield from _inbox_bindings(registry, subscriptions, consumer)
        yield Binding(parking_name(consumer), "", parking_name(consumer))
        for tier in RETRY_TIERS:
            yield Binding(retry_name(consumer, tier), "", retry_name(consumer, tier))
