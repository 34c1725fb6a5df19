"""Where a service publishes what it says: the exchange, the routing key, and the face for each."""

from collections.abc import Callable
from dataclasses import dataclass

from shared.kernel.messages.envelope import Sealed
from shared.kernel.messages.topology import ANSWERS, both_exchange, events_exchange, inside_exchange


@dataclass(frozen=True, slots=True)
class Way:
    """What goes to which exchange, with which routing key."""

    exchange: str
    key: str
    body: bytes


def ways_out(message: Sealed, words: Callable[[str], str] = str) -> tuple[Way, ...]:
    """The ways of what a service publishes: an answer, or an event's faces, the inside one first. ``words``:
    the tenant's words in a key."""
    if message.asker is not None:
        return (Way(ANSWERS, message.asker, message.body),)
    service, key = message.type.split(".", 1)[0], event_key(message, words)
    if message.public is None:
        return (Way(both_exchange(service), key, message.body),)
    inside = Way(inside_exchange(service), key, message.body)
    return (inside, Way(events_exchange(service), key, message.public)) if message.public else (inside,)


def event_key(message: Sealed, words: Callable[[str], str]) -> str:
    """The routing key of an event: its type and its tenant's ``words``."""
    return f"{message.type}.{words(message.tenant)}"
