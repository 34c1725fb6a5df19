"""The topology as data: every exchange, queue, binding and policy follows from the owners of messages and the
subscriptions.

The definitions of the broker, the in-process transport, the documents and the tests all read this. Arguments
are for ever and policies are not: queues are declared with ``x-queue-type`` alone, all else is a policy. What
partners have follows from the partners file: see ``bus.access.belongings``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from shared.kernel.messages.base import Command, Data, Event
from shared.kernel.messages.broker_objects import EVERY_TENANT, Binding, Exchange, Link, Queue
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
NOWHERE = "nowhere"
"""The exchange of what no service hears, and is meant to hear: it has no queue, and nobody is told."""
ANSWERS = "answers"
"""The exchange of answers; the routing key is the broker user who asked, or ``rejects_key`` of it."""

TOKEN_HEADER = "youyue-token"
"""The header in which a command brings a token that says who acts; never in its body."""

REPLAYS = "replays"
"""The exchange of events that are sent again to who asked. It goes by the header ``REPLAY_FOR``, which names
the broker user, so that the routing key is the original's."""
REPLAY_FOR = "replay-for"

Subscriptions = Mapping[str, Mapping[str, tuple[type[Event], ...]]]
"""consumer → producer → the events it wants. A service's own timers come to it by its own exchange as
well."""


@dataclass(frozen=True)
class Topology:
    """Everything that must exist on the broker; ``topology_of`` makes it. ``public``: the consumers that hear
    the public face."""

    registry: Registry
    subscriptions: Subscriptions
    public: frozenset[str]
    exchanges: tuple[Exchange, ...]
    links: tuple[Link, ...]
    queues: tuple[Queue, ...]
    bindings: tuple[Binding, ...]
    _routes: dict[tuple[str, str], list[str]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        sources: dict[str, list[str]] = {}
        for link in self.links:
            sources.setdefault(link.to, []).append(link.source)
        for binding in self.bindings:
            for exchange in (binding.exchange, *sources.get(binding.exchange, ())):
                self._routes.setdefault((exchange, binding.type), []).append(binding.queue)

    @property
    def consumers(self) -> tuple[str, ...]:
        """The readers of queues: the services that own things, and those that only hear."""
        return tuple(self.subscriptions)

    def queues_for(self, exchange: str, type: str) -> tuple[str, ...]:
        """The services' queues that a message of that type reaches."""
        return tuple(self._routes.get((exchange, type), ()))

    def heard_by(self, type: str) -> tuple[str, ...]:
        """The services' queues that an event of that type reaches, in either face."""
        return self.queues_for(both_exchange(type.split(".", 1)[0]), type)

    def inbox_queues(self, consumer: str) -> tuple[str, ...]:
        """The queues that ``consumer`` reads, parking apart."""
        return tuple(dict.fromkeys(binding.queue for binding in self._inbox_bindings(consumer)))

    def taken_by(self, consumer: str) -> tuple[type[Data], ...]:
        """Every message that reaches ``consumer``: its commands and timers, and the events it subscribed
        to."""
        return tuple(self.registry.types[binding.type] for binding in self._inbox_bindings(consumer))

    def _inbox_bindings(self, consumer: str) -> Iterator[Binding]:
        return (binding for binding in self.bindings if binding.queue.startswith(inbox_queue(consumer, "")))

    def delivers(self, queue: str, cls: type[Data]) -> bool:
        """Whether messages of that type come to ``queue``."""
        exchange = commands_exchange if issubclass(cls, Command) else both_exchange
        return queue in self.queues_for(exchange(cls.owner()), cls.type)


def topology_of(
    registry: Registry, subscriptions: Subscriptions, public: frozenset[str] = frozenset()
) -> Topology:
    """The topology of these services and their subscriptions. ``public``: the consumers that hear the public
    face alone; the others are of the house."""
    inboxes = {
        consumer: tuple(_inbox_bindings(registry, subscriptions, consumer, whole=consumer not in public))
        for consumer in subscriptions
    }
    return Topology(
        registry,
        subscriptions,
        public,
        tuple(_exchanges(registry, subscriptions)),
        tuple(_links(registry, inboxes)),
        tuple(_queues(inboxes)),
        tuple(_bindings(inboxes)),
    )


def events_exchange(service: str) -> str:
    """The exchange of the public faces of a service's events; nobody else may write there."""
    return f"{service}.events"


def inside_exchange(service: str) -> str:
    """The exchange of the whole events of a service and of its timers, for the house and who is entitled."""
    return f"{service}.inside"


def both_exchange(service: str) -> str:
    """The exchange of events whose faces are equal: it leads to the two others, and so they are sent once."""
    return f"{service}.both"


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


def rejects_key(user: str) -> str:
    """The queue and the key of answers to messages in which no id could be read."""
    return f"{user}.rejects"


def _inbox_bindings(
    registry: Registry, subscriptions: Subscriptions, consumer: str, *, whole: bool
) -> Iterator[Binding]:
    stream = inside_exchange if whole else events_exchange
    if consumer in registry.services:
        for command in registry.commands_of(consumer):
            yield Binding(commands_exchange(consumer), command.type, inbox_queue(consumer, "commands"))
        for timer in registry.timers_of(consumer):
            yield _heard(inside_exchange(consumer), timer, inbox_queue(consumer, consumer))
    for producer, events in subscriptions[consumer].items():
        for event in events:
            yield _heard(stream(producer), event, inbox_queue(consumer, producer))


def _heard(exchange: str, event: type[Event], queue: str) -> Binding:
    return Binding(exchange, f"{event.type}{EVERY_TENANT}", queue)


def _exchanges(registry: Registry, subscriptions: Subscriptions) -> Iterator[Exchange]:
    yield Exchange(UNROUTED, "fanout")
    yield Exchange(NOWHERE, "fanout")
    yield Exchange(ANSWERS, "topic", kept=False)
    yield Exchange(REPLAYS, "headers", kept=False)
    for service in registry.services:
        yield Exchange(events_exchange(service), "topic")
        yield Exchange(inside_exchange(service), "topic")
        yield Exchange(both_exchange(service), "fanout")
        yield Exchange(commands_exchange(service), "topic")
    for consumer in subscriptions:
        yield Exchange(parking_name(consumer), "fanout")
        for tier in RETRY_TIERS:
            yield Exchange(retry_name(consumer, tier), "fanout")


def _links(registry: Registry, inboxes: Mapping[str, Sequence[Binding]]) -> Iterator[Link]:
    heard = {(binding.exchange, binding.key) for bindings in inboxes.values() for binding in bindings}
    for service in registry.services:
        for face in (inside_exchange(service), events_exchange(service)):
            yield Link(both_exchange(service), face)
            for event in registry.public_events_of(service):
                if (face, key := f"{event.type}{EVERY_TENANT}") not in heard:
                    yield Link(face, NOWHERE, key)


def _queues(inboxes: Mapping[str, Sequence[Binding]]) -> Iterator[Queue]:
    yield Queue(UNROUTED, (("delivery-limit", NO_DELIVERY_LIMIT),))
    for consumer, bindings in inboxes.items():
        dead = ("dead-letter-exchange", parking_name(consumer))
        for name in dict.fromkeys(binding.queue for binding in bindings):
            yield Queue(name, (dead, ("delivery-limit", DELIVERY_LIMIT), *_SAFE_DEAD_LETTERS))
        yield Queue(parking_name(consumer), (("delivery-limit", NO_DELIVERY_LIMIT),))
        for tier, seconds in RETRY_TIERS.items():
            back = (("dead-letter-exchange", ""), ("message-ttl", seconds * 1000))
            yield Queue(retry_name(consumer, tier), (*back, *_SAFE_DEAD_LETTERS))


def _bindings(inboxes: Mapping[str, Sequence[Binding]]) -> Iterator[Binding]:
    yield Binding(UNROUTED, "", UNROUTED)
    for consumer, bindings in inboxes.items():
        yield from bindings
        yield Binding(parking_name(consumer), "", parking_name(consumer))
        for tier in RETRY_TIERS:
            yield Binding(retry_name(consumer, tier), "", retry_name(consumer, tier))
