"""Errands: commands of a service that move no thing of its own, with the roles that may give them, as
data."""

from dataclasses import dataclass

from shared.kernel.messages.base import Command, Event


@dataclass(frozen=True, slots=True)
class Errand:
    """A command that changes no thing: its use case does the work; this names the roles that may give it and
    the event that follows."""

    on: type[Command]
    by: tuple[str, ...]
    emits: type[Event]
    why: str
    """The law, rule or decision that it stands for."""
