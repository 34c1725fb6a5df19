"""The permissions on the broker, as data: services, the operator, and the partners of the partners file.

RabbitMQ asks for these permissions: to publish, *write* on the exchange; to consume, *read* on the queue; to
bind, *write* on the queue and *read* on the exchange; to declare, *configure*. Dead letters and unroutable
messages move by policy, which asks nothing of the user who published. A passive declaration asks nothing
before 4.2.6, *configure* in 4.2.6 and 4.3.0 (those two do not run this platform), and any one permission
since: a service has *read* on the queues it looks at.

On a topic exchange a topic permission restricts the routing key besides: of what is published (write), and of
what a queue is bound with (read). A user has either none on an exchange, which restricts nothing, or one.
Partners have one on every topic exchange that they may touch.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shared.kernel.bus.access.partners import Partner, Partners
from shared.kernel.machine import House
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import (
    ANSWERS,
    PARTNER_EVENTS,
    RETRY_TIERS,
    Topology,
    asker_parts,
    commands_exchange,
    events_exchange,
    parking_name,
    rejects_key,
    retry_name,
)

OPERATOR = "operator"
SAMPLE_PARTNER = "partner-demo"
NOTHING = "^$"
EVERYTHING = ".*"


@dataclass(frozen=True, slots=True)
class Topics:
    """Which routing keys of a topic exchange a user may publish with (write) and bind with (read)."""

    exchange: str
    write: str
    read: str


@dataclass(frozen=True, slots=True)
class User:
    """A user of the broker; the three rights are regular expressions over names."""

    name: str
    configure: str
    write: str
    read: str
    tags: tuple[str, ...] = ()
    topics: tuple[Topics, ...] = ()
    is_partner: bool = False
    """A partner that was given no password is left out: it cannot log in."""
    asks: bool = False
    """It sends commands, so it has queues of its own for their answers."""


def exactly(names: Iterable[str], *also: str) -> str:
    """The pattern of these names and nothing else; ``also`` are patterns already."""
    parts = (*map(re.escape, names), *also)
    return f"^({'|'.join(parts)})$" if parts else NOTHING


def service_user(topology: Topology, service: str) -> User:
    """A service reads its own queues, writes its own stream, its retries and its parking lot, and declares
    nothing."""
    own = [events_exchange(service), ANSWERS] if service in topology.registry.services else []
    commanded = [] if own else [commands_exchange(other) for other in topology.registry.services]
    answered = [queue.name for queue in asker_parts(service)[0]] if commanded else []
    waiting = [retry_name(service, tier) for tier in RETRY_TIERS]
    return User(
        name=service,
        configure=NOTHING,
        write=exactly([*own, *commanded, *waiting, parking_name(service)]),
        read=exactly([*topology.inbox_queues(service), parking_name(service), *answered]),
        asks=bool(commanded),
    )


def partner_user(registry: Registry, partner: Partner) -> User:
    """A partner sends its commands and facts, and hears the events it may through queues called
    ``<name>.…``."""
    queues = re.escape(partner.user) + r"\..+"
    topics = tuple(_topics(registry, partner))
    written = [t.exchange for t in topics if t.write != NOTHING]
    heard = [t.exchange for t in topics if t.read != NOTHING]
    return User(
        name=partner.user,
        configure=exactly([], queues),
        write=exactly(written, queues),
        read=exactly(heard, queues),
        topics=topics,
        is_partner=True,
        asks=bool(partner.commands),
    )


def _topics(registry: Registry, partner: Partner) -> Iterator[Topics]:
    for service in registry.services:
        commands = [type for type in partner.commands if type.startswith(f"{service}.")]
        events = [type for type in partner.hears if type.startswith(f"{service}.")]
        if commands:
            yield Topics(commands_exchange(service), exactly(commands), NOTHING)
        if partner.hears_all_of(service, registry):
            yield Topics(events_exchange(service), NOTHING, EVERYTHING)
        elif events:
            yield Topics(events_exchange(service), NOTHING, exactly(events))
    facts = [type for type in partner.hears if type.startswith("partner-")]
    if partner.facts or facts:
        yield Topics(PARTNER_EVENTS, exactly(partner.facts), exactly(facts))
    if partner.commands:
        yield Topics(ANSWERS, NOTHING, exactly([partner.user, rejects_key(partner.user)]))


def broker_users(house: House, partners: Partners) -> tuple[User, ...]:
    """Every user of the broker: services, the operator, partners."""
    return (
        *(service_user(house.topology, consumer) for consumer in house.topology.consumers),
        User(OPERATOR, EVERYTHING, EVERYTHING, EVERYTHING, ("administrator",)),
        *(partner_user(house.registry, partner) for partner in partners.values()),
    )
