"""The numbers by which the library decides, and the situations in which they are asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import Generic

from typing_extensions import TypeVar

from shared.kernel import machine
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal

F = TypeVar("F", covariant=True, default=object)
G = TypeVar("G")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(machine.Situation[F], Generic[F]):
    """The kernel's situation, with the library's numbers."""

    law: "LendingLaw"


@dataclass(frozen=True, slots=True)
class LendingLaw:
    """For how many days a book is lent, how many books a reader may have at home, and after how many days a
    reader who is late is asked again."""

    days: int
    at_most: int
    asked_every: int

    def admits(self, actor: Actor, now: datetime, command: type[Command]) -> Refusal | None:
        """Everybody may come to the desk; the tables say who may do what there."""
        return None

    def situation(self, now: datetime, actor: Actor, new_id: str, facts: G) -> Situation[G]:
        """The situation of one decision."""
        return Situation(now=now, actor=actor, new_id=new_id, facts=facts, law=self)

    def asked_now(self, awaited: machine.Awaited, now: datetime) -> machine.Awaited:
        """A reader is waited for, whoever they are."""
        return awaited


RIVERSIDE = LendingLaw(days=14, at_most=2, asked_every=7)
