"""State tables as this platform's services write them: the kernel's, whose situations know the rules and the
calendar."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, NamedTuple, Protocol

from typing_extensions import TypeVar

from shared.kernel import machine
from shared.kernel.machine import (
    ABSENT,
    Awaited,
    Clause,
    Decision,
    Ignored,
    Moved,
    StateTable,
    Thing,
    TimerChange,
)
from shared.kernel.messages.base import Command, Data
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.calendar import WorkingCalendar, local_day
from shared.language.contracts.directory import TownshipSnapshot
from shared.language.directory import Directory
from shared.language.directory.acting import TERM_ENDED, may_act
from shared.language.directory.after_the_term import outlasts_the_term
from shared.language.directory.holidays import calendar_of
from shared.language.directory.naming import Names
from shared.language.redaction import dialled
from shared.language.rules import RuleSet, rules_on
from shared.language.turns import whoever_is_there

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
    "Today",
    "Transition",
    "law_of",
    "lawful",
]

T = TypeVar("T", bound=Thing)
M = TypeVar("M", bound=Data)
F = TypeVar("F", covariant=True, default=object)
G = TypeVar("G")
_DAYS_KEPT = 8
"""Days whose lists stay in memory: today, and those about which something late is decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation(machine.Situation[F], Generic[F]):
    """The kernel's situation, with the numbers of the law, the working days, and the township's lists."""

    rules: RuleSet
    calendar: WorkingCalendar
    directory: Directory
    """As the lists are on the day of the decision, Asia/Shanghai."""


@dataclass(frozen=True, slots=True)
class Law:
    """The law of a township: its rules, its calendar and its lists, on any day."""

    township: TownshipSnapshot
    calendar: WorkingCalendar
    names: Names
    """Of all entries, those that have ended among them."""
    telephones: frozenset[str] = frozenset()
    """Of its departments, those that have ended among them, as ``dialled`` has them."""
    _days: dict[date, "Today"] = field(default_factory=dict, repr=False, compare=False)

    def on(self, day: date) -> "Today":
        """What holds on ``day``, Asia/Shanghai."""
        today = self._days.get(day)
        if today is None:
            if len(self._days) >= _DAYS_KEPT:
                self._days.clear()
            rules = rules_on(self.township.rules, day)
            today = self._days[day] = Today(rules, self.calendar, Directory.of(self.township, day))
        return today

    def at(self, moment: datetime) -> "Today":
        """What holds at ``moment``."""
        return self.on(local_day(moment))

    def admits(self, actor: Actor, now: datetime, command: type[Command]) -> Refusal | None:
        """Whether the actor is who the directory says, in that role, on that day (``directory.acting``), or
        was, if the rules let this command outlast the term."""
        today = self.at(now)
        refusal = may_act(actor, today.directory, self.township.lists)
        if refusal and refusal.code == TERM_ENDED and outlasts_the_term(command, today.rules):
            return None
        return refusal

    def situation(self, now: datetime, actor: Actor, new_id: str, facts: G) -> Situation[G]:
        """The situation of one decision under this law."""
        today = self.at(now)
        return Situation(
            now=now,
            actor=actor,
            new_id=new_id,
            facts=facts,
            rules=today.rules,
            calendar=today.calendar,
            directory=today.directory,
        )

    def asked_now(self, awaited: Awaited, now: datetime) -> Awaited:
        """Who stands in for whoever has left (``turns``)."""
        return whoever_is_there(awaited, self.at(now).directory)


class Today(NamedTuple):
    """What holds on one day."""

    rules: RuleSet
    calendar: WorkingCalendar
    directory: Directory


def law_of(township: TownshipSnapshot) -> Law:
    """The law that a township's lists, rules and notices make. Raises RuleSetError."""
    telephones = dialled(department.phone for department in township.lists.departments)
    return Law(township, calendar_of(township.notices), Names.of(township), telephones)


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
    """A unit of work that names the law by which it decides, and the moment."""

    @property
    def law(self) -> machine.Law:
        """The law it works under."""
        ...

    @property
    def now(self) -> datetime:
        """The moment at which it is decided."""
        ...


def lawful(work: UnderLaw) -> Today:
    """What holds for a use case: the rules, the working days and the lists at the moment of its message."""
    assert isinstance(work.law, Law)
    return work.law.at(work.now)
