"""State tables as this platform's services write them: the kernel's, whose situations know the rules and the
calendar."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol

from typing_extensions import TypeVar

from shared.kernel import machine
from shared.kernel.machine import ABSENT, Clause, Decision, Ignored, Moved, StateTable, Thing, TimerChange
from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import Actor
from shared.language.calendar import WorkingCalendar
from shared.language.rules import RuleSet, load_rule_set

__all__ = [
    "ABSENT",
    "Clause",
    "Creation",
    "Decision",
    "Ignore",
    "Ignored",
    "Law",
    "Moved",
    "Situation",
    "StateTable",
    "TimerChange",
    "Transition",
    "law_of",
    "lawful",
]

T = TypeVar("T", bound=Thing)
M = TypeVar("M", bound=Data)
F = TypeVar("F", covariant=True, default=object)
G = TypeVar("G")


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(machine.Situation[F], Generic[F]):
    """The kernel's situation, with the numbers of the law and the working days."""

    rules: RuleSet
    calendar: WorkingCalendar


@dataclass(frozen=True, slots=True)
class Law:
    """The rule set and the calendar in force."""

    rules: RuleSet
    calendar: WorkingCalendar

    def situation(self, now: datetime, actor: Actor, new_id: str, facts: G) -> Situation[G]:
        """The situation of one decision under this law."""
        return Situation(
            now=now, actor=actor, new_id=new_id, facts=facts, rules=self.rules, calendar=self.calendar
        )


def law_of(rule_set: str) -> Law:
    """The law of that rule set: a name in ``shared/language/rules``. Raises RuleSetError."""
    return Law(load_rule_set(rule_set), WorkingCalendar.standard())


@dataclass(frozen=True, slots=True)
class Creation(machine.Creation[T, M, Situation[F]], Generic[T, M, F]):
    """A thing comes into being; see the kernel's."""

    facts: type[F] | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Transition(machine.Transition[T, M, Situation[F]], Generic[T, M, F]):
    """A thing is moved; see the kernel's."""

    facts: type[F] | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Ignore(machine.Ignore[T, M, Situation[F]], Generic[T, M, F]):
    """An event that means nothing; see the kernel's."""

    facts: type[F] | None = field(default=None, kw_only=True)


class UnderLaw(Protocol):
    """A unit of work that names the law by which it decides."""

    @property
    def law(self) -> machine.Law:
        """The law it works under."""
        ...


def lawful(work: UnderLaw) -> Law:
    """The law that a use case works under, with its numbers."""
    assert isinstance(work.law, Law)
    return work.law
