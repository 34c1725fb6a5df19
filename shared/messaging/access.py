"""Who may do what on the broker, as data.

What RabbitMQ asks for: to publish, *write* on the exchange; to consume, *read* on the queue; to bind, *write* on the
queue and *read* on the exchange; to declare, *configure*. Dead letters and unroutable messages move by policy, which
asks nothing of the user who published. A passive declaration asks nothing before 4.2.6, *configure* in 4.2.6 and 4.3.0
(those two do not run this platform), and any one permission since: a service has *read* on the queues it looks at.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from shared.contracts.registry import SERVICES
from shared.messaging.topology import (
    CONSOLE,
    CONSUMERS,
    PARTNER_EVENTS,
    RETRY_TIERS,
    commands_exchange,
    events_exchange,
    inbox_queues,
    parking_name,
    retry_name,
)

OPERATOR = "operator"
SAMPLE_PARTNER = "partner-demo"
NOTHING = "^$"
EVERYTHING = ".*"


@dataclass(frozen=True, slots=True)
class User:
    """A user of the broker; the three rights are regular expressions over names."""

    name: str
    configure: str
    write: str
    read: str
    tags: tuple[str, ...] = ()


def exactly(names: Iterable[str], *also: str) -> str:
    """The pattern of these names and nothing else; ``also`` are patterns already."""
    return f"^({'|'.join((*map(re.escape, names), *also))})$"


def service_user(service: str) -> User:
    """A service reads its own queues, writes its own stream, its retries and its parking lot, and declares nothing."""
    own = [events_exchange(service)] if service in SERVICES else []
    commanded = [commands_exchange(other) for other in SERVICES] if service == CONSOLE else []
    waiting = [retry_name(service, tier) for tier in RETRY_TIERS]
    return User(
        name=service,
        configure=NOTHING,
        write=exactly([*own, *commanded, *waiting, parking_name(service)]),
        read=exactly([*inbox_queues(service), parking_name(service)]),
    )


def partner_user(name: str) -> User:
    """A partner sends commands and its own facts, and hears public streams through queues called ``<name>.…``."""
    queues = re.escape(name) + r"\..+"
    return User(
        name=name,
        configure=exactly([], queues),
        write=exactly([*map(commands_exchange, SERVICES), PARTNER_EVENTS], queues),
        read=exactly(map(events_exchange, SERVICES), queues),
    )


USERS: tuple[User, ...] = (
    *map(service_user, CONSUMERS),
    User(OPERATOR, EVERYTHING, EVERYTHING, EVERYTHING, ("administrator",)),
    partner_user(SAMPLE_PARTNER),
)
