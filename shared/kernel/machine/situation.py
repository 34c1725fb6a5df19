"""The facts that a decision may depend on besides the thing and the message; nothing is fetched while
deciding."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol

from typing_extensions import TypeVar

from shared.kernel.machine.awaited import Awaited
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal

F = TypeVar("F", covariant=True, default=object)
"""The facts that a use case looked up beforehand: one frozen class for each kind of transition that asks for
some."""
G = TypeVar("G")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(Generic[F]):
    """The moment, the actor, and the facts that were looked up. A language adds its own numbers and lists to
    it."""

    now: datetime
    """Aware, UTC."""
    actor: Actor
    new_id: str
    """The id that a created thing takes; the same for every delivery of the same message."""
    facts: F


class Law(Protocol):
    """The numbers and lists by which a tenant's things are decided; it makes the situations in which they can
    be asked."""

    def admits(self, actor: Actor, now: datetime, command: type[Command]) -> Refusal | None:
        """Whether the actor may give commands of that type at all, in that role and at that moment; otherwise
        why not."""
        ...

    def situation(self, now: datetime, actor: Actor, new_id: str, facts: G) -> Situation[G]:
        """The situation of one decision."""
        ...

    def asked_now(self, awaited: Awaited, now: datetime) -> Awaited:
        """Who has to act at that moment, if that one had to: somebody may have left."""
        ...


class NoLaw:
    """The law of who decides by nothing but the thing, the message and the moment."""

    def admits(self, actor: Actor, now: datetime, command: type[Command]) -> Refusal | None:
        """Everybody may act."""
        return None

    def situation(self, now: datetime, actor: Actor, new_id: str, facts: G) -> Situation[G]:
        """A situation with nothing added."""
        return Situation(now=now, actor=actor, new_id=new_id, facts=facts)

    def asked_now(self, awaited: Awaited, now: datetime) -> Awaited:
        """Nobody leaves."""
        return awaited
