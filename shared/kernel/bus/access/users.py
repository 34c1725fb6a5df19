"""The permissions on the broker, as data: services, the operator, and the partners of the partners file.

RabbitMQ asks for these permissions: to publish, *write* on the exchange; to consume, *read* on the queue; to
bind, *write* on the queue and *read* on the exchange; to declare, *configure*. Nobody but the operator may
bind or declare. Dead letters and unroutable messages move by policy, which asks nothing of the user who
published. A passive declaration asks nothing before 4.2.6, *configure* in 4.2.6 and 4.3.0 (those two do not
run this platform), and any one permission since: a service has *read* on the queues it looks at.

On a topic exchange a topic permission restricts the routing key besides: of what is published (write), and of
what a queue is bound with (read). A user has either none on an exchange, which restricts nothing, or one.
Partners have one on every topic exchange that they may touch.

Patterns end in ``\\z``: ``$`` would let a name pass that has a line feed after it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shared.kernel.bus.access.belongings import (
    Belongings,
    facts_exchange,
    owner_of,
    partner_belongings,
)
from shared.kernel.bus.access.partners import Partner, Partners
from shared.kernel.machine import House
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import (
    ANSWERS,
    REPLAYS,
    RETRY_TIERS,
    Topology,
    both_exchange,
    commands_exchange,
    events_exchange,
    inside_exchange,
    parking_name,
    retry_name,
)

OPERATOR = "operator"
SAMPLE_PARTNER = "partner-demo"
NOTHING = r"^\z"
EVERYTHING = ".*"
LIMITS = (("max-connections", 10), ("max-channels", 50))
"""What the programs of a partner may have open together."""
NOTHING_OF_ITS_OWN = Belongings()


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
    limits: tuple[tuple[str, int], ...] = ()
    """Of connections and channels; none: as many as it likes."""
    has: Belongings = NOTHING_OF_ITS_OWN
    """Its own queues and exchanges."""


def exactly(names: Iterable[str], *also: str) -> str:
    """The pattern of these names and nothing else; ``also`` are patterns already."""
    parts = (*map(re.escape, names), *also)
    return rf"^({'|'.join(parts)})\z" if parts else NOTHING


def service_user(topology: Topology, service: str) -> User:
    """A service reads its own queues, writes its own stream, its retries and its parking lot, and declares
    nothing."""
    streams = (both_exchange(service), inside_exchange(service), events_exchange(service))
    own = [*streams, ANSWERS, REPLAYS] if service in topology.registry.services else []
    waiting = [retry_name(service, tier) for tier in RETRY_TIERS]
    return User(
        name=service,
        configure=NOTHING,
        write=exactly([*own, *waiting, parking_name(service)]),
        read=exactly([*topology.inbox_queues(service), parking_name(service)]),
    )


def partner_user(registry: Registry, partner: Partner) -> User:
    """A partner sends its commands and facts, and reads its own queues."""
    topics = tuple(_topics(registry, partner))
    has = partner_belongings(partner, registry.envelope.tenant_words)
    return User(
        name=partner.user,
        configure=NOTHING,
        write=exactly(topic.exchange for topic in topics),
        read=exactly(_names(has)),
        topics=topics,
        is_partner=True,
        limits=LIMITS,
        has=has,
    )


def _names(has: Belongings) -> list[str]:
    return [queue.name for queue in has.queues]


def _topics(registry: Registry, partner: Partner) -> Iterator[Topics]:
    for service in registry.services:
        if commands := [type for type in partner.commands if owner_of(type) == service]:
            yield Topics(commands_exchange(service), exactly(commands), NOTHING)
    if partner.facts:
        yield Topics(facts_exchange(partner.user), exactly(partner.facts), NOTHING)


def broker_users(house: House, partners: Partners) -> tuple[User, ...]:
    """Every user of the broker: services, the operator, partners."""
    return (
        *(service_user(house.topology, consumer) for consumer in house.topology.consumers),
        User(OPERATOR, EVERYTHING, EVERYTHING, EVERYTHING, ("administrator",)),
        *(partner_user(house.registry, partner) for partner in partners.values()),
    )
