"""What a service does on command without moving a thing of its own: who may ask for it, as data like all
else."""

from dataclasses import dataclass

from shared.kernel.messages.base import Command, Event


@dataclass(frozen=True, slots=True)
class Errand:
    """A command that changes no thing: its use case does the work, this says who may give it and what it
    tells."""

    on: type[Command]
    by: tuple[str, ...]
    emits: type[Event]
    why: str
    """The law, rule or decision that it stands for."""
