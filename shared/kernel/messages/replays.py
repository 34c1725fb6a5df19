"""The messages by which a partner asks for a service's past, and learns that it has all of it."""

from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Answer, Code, Command, Id, Instant


class RequestReplay(Command):
    """Send this service's past events once more, to the partner that asks and to nobody else: those of the
    envelope's tenant that its entry lets it hear."""

    decided_from: Instant | None = None
    """Events decided from then on; none: from the beginning."""
    types: Annotated[tuple[Code, ...], Field(max_length=200)] = ()
    """These types alone, exactly; none: all that the entry lets it hear."""
    subject: Id | None = None
    """Events about this thing alone."""


class ReplayEnded(Answer):
    """The end of a replay, behind the last of its events in the same queue."""

    replay: str
    """Its name, which each of its events has in the header ``x-youyue-replay``."""
    events: int
    """So many were sent, each at least once."""


def asks_for_replay(type: str) -> bool:
    """Whether a command of that type is a ``RequestReplay``, of whichever service."""
    return type.endswith(".replay.request.v1")
