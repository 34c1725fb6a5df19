"""What there is on a broker, as data: exchanges, queues, and what leads from the one to the other."""

from dataclasses import dataclass

EVERY_TENANT = ".#"
"""The end of a binding key for whatever tenant."""


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
    one_reader: bool = False
    """One program reads at a time, another stands by: nobody takes what the other waits for. An argument,
    since no policy can say it."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Messages of ``exchange`` with that key, or of a headers exchange with these headers, go to
    ``queue``. The key of an event is its type and the words of its tenant."""

    exchange: str
    key: str
    queue: str
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def type(self) -> str:
        """The type of the messages, for the bindings of services: those have every tenant's."""
        return self.key.removesuffix(EVERY_TENANT)


@dataclass(frozen=True, slots=True)
class Link:
    """Messages of the exchange ``source`` with that key, all of a fanout, go to the exchange ``to``."""

    source: str
    to: str
    key: str = ""
