"""The topology as data: every exchange, queue, binding and policy follows from who owns and who subscribes to what.

``deploy/rabbitmq/definitions.json``, the in-process transport, the event catalogue and the tests all read this.
Arguments are for ever and policies are not: queues are declared with ``x-queue-type`` alone, all else is a policy.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType

from shared.contracts import evaluation, handling, intake, scheduling
from shared.contracts.base import Event
from shared.contracts.registry import SERVICES, commands_of, public_events_of, timers_of

CONSOLE = "console"
CONSUMERS = (*SERVICES, CONSOLE)
RETRY_TIERS: MappingProxyType[str, int] = MappingProxyType({"10s": 10, "1m": 60, "10m": 600})
"""Seconds a message waits before it comes back to its queue."""
DELIVERY_LIMIT = 20
"""Deliveries without an acknowledgement after which a message is taken for poison."""
NO_DELIVERY_LIMIT = 1_000_000
"""For queues that nothing may fall out of: RabbitMQ 4 drops after 20 where nothing is said, 3.10 takes no -1."""
_SAFE_DEAD_LETTERS = (("dead-letter-strategy", "at-least-once"), ("overflow", "reject-publish"))
"""A dead letter stays until its new queue has confirmed it. Quorum queues only; RabbitMQ asks for that overflow."""
UNROUTED = "unrouted"
PARTNER_EVENTS = "partners.events"


def _for_the_console(service: str) -> tuple[type[Event], ...]:
    """All that is public; of the story clocks, which move together, one is enough to know its "today"."""
    return tuple(e for e in public_events_of(service) if e.entity() != "clock" or service == "intake")


def _facts_of_intake() -> tuple[type[Event], ...]:
    """What changes a submission or topic for others; that one is known already is an answer, not news."""
    facts = (e for e in public_events_of("intake") if e.entity() in ("topic", "submission"))
    return tuple(e for e in facts if e not in ANSWERS_ALONE)


ANSWERS_ALONE = frozenset({intake.SubmissionKnown})
"""Events that only tell the sender of a command how things stand."""


SUBSCRIPTIONS: MappingProxyType[str, MappingProxyType[str, tuple[type[Event], ...]]] = MappingProxyType(
    {
        "intake": MappingProxyType(
            {
                "scheduling": (
                    scheduling.MeetingRequested,
                    scheduling.MeetingDeclined,
                    scheduling.MeetingCancelled,
                    scheduling.MeetingFrozen,
                    scheduling.MeetingHeld,
                ),
                "handling": (
                    handling.ItemAssigned,
                    handling.ItemAnswered,
                    handling.ItemSatisfied,
                    handling.ItemReferredToCongress,
                    handling.ItemArchived,
                ),
            }
        ),
        "scheduling": MappingProxyType(
            {
                "intake": _facts_of_intake(),
                "handling": tuple(
                    e for e in public_events_of("handling") if e.entity() in ("item", "promise", "project")
                ),
            }
        ),
        "handling": MappingProxyType(
            {
                "intake": (
                    intake.SubmissionAccepted,
                    intake.SubmissionMerged,
                    intake.SubmissionReleased,
                    intake.SubmissionReturned,
                    intake.SubmissionFastLaned,
                ),
                "scheduling": (scheduling.MinutesPublished,),
                "evaluation": (evaluation.BallotOpened, evaluation.BallotClosed),
            }
        ),
        "evaluation": MappingProxyType(
            {
                "intake": _facts_of_intake(),
                "scheduling": tuple(e for e in public_events_of("scheduling") if e.entity() in ("meeting", "visit")),
                "handling": tuple(e for e in public_events_of("handling") if e.entity() in ("item", "promise")),
            }
        ),
        CONSOLE: MappingProxyType({service: _for_the_console(service) for service in SERVICES}),
    }
)
"""consumer → producer → the events it wants. A service's own timers come to it by its own exchange as well."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A durable exchange."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A durable quorum queue; ``policy`` is what would be arguments if arguments could be changed."""

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
    """Everything that must exist on the broker."""

    exchanges: tuple[Exchange, ...]
    queues: tuple[Queue, ...]
    bindings: tuple[Binding, ...]
    _routes: dict[tuple[str, str], list[str]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for binding in self.bindings:
            self._routes.setdefault((binding.exchange, binding.key), []).append(binding.queue)

    def queues_for(self, exchange: str, key: str) -> tuple[str, ...]:
        """The queues that a message reaches, all keys being exact."""
        return tuple(self._routes.get((exchange, key), ()))


def events_exchange(service: str) -> str:
    """Where ``service`` publishes; nobody else may write there."""
    return f"{service}.events"


def commands_exchange(service: str) -> str:
    """Where others send commands to ``service``."""
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


def inbox_queues(consumer: str) -> tuple[str, ...]:
    """The queues that ``consumer`` reads, parking apart."""
    return tuple(dict.fromkeys(b.queue for b in _inbox_bindings(consumer)))


def _inbox_bindings(consumer: str) -> Iterator[Binding]:
    if consumer in SERVICES:
        for command in commands_of(consumer):
            yield Binding(commands_exchange(consumer), command.type, inbox_queue(consumer, "commands"))
        for timer in timers_of(consumer):
            yield Binding(events_exchange(consumer), timer.type, inbox_queue(consumer, consumer))
    for producer, events in SUBSCRIPTIONS[consumer].items():
        for event in events:
            yield Binding(events_exchange(producer), event.type, inbox_queue(consumer, producer))


def _exchanges() -> Iterator[Exchange]:
    yield Exchange(UNROUTED, "fanout")
    yield Exchange(PARTNER_EVENTS, "topic")
    for service in SERVICES:
        yield Exchange(events_exchange(service), "topic")
        yield Exchange(commands_exchange(service), "topic")
    for consumer in CONSUMERS:
        yield Exchange(parking_name(consumer), "fanout")
        for tier in RETRY_TIERS:
            yield Exchange(retry_name(consumer, tier), "fanout")


def _queues() -> Iterator[Queue]:
    yield Queue(UNROUTED, (("delivery-limit", NO_DELIVERY_LIMIT),))
    for consumer in CONSUMERS:
        for name in inbox_queues(consumer):
            yield Queue(
                name,
                (
                    ("dead-letter-exchange", parking_name(consumer)),
                    ("delivery-limit", DELIVERY_LIMIT),
                    *_SAFE_DEAD_LETTERS,
                ),
            )
        yield Queue(parking_name(consumer), (("delivery-limit", NO_DELIVERY_LIMIT),))
        for tier, seconds in RETRY_TIERS.items():
            yield Queue(
                retry_name(consumer, tier),
                (("dead-letter-exchange", ""), ("message-ttl", seconds * 1000), *_SAFE_DEAD_LETTERS),
            )


def _bindings() -> Iterator[Binding]:
    yield Binding(UNROUTED, "", UNROUTED)
    for consumer in CONSUMERS:
        yield from _inbox_bindings(consumer)
        yield Binding(parking_name(consumer), "", parking_name(consumer))
        for tier in RETRY_TIERS:
            yield Binding(retry_name(consumer, tier), "", retry_name(consumer, tier))


TOPOLOGY = Topology(tuple(_exchanges()), tuple(_queues()), tuple(_bindings()))
