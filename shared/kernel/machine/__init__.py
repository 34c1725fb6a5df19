"""Behaviour as data: state tables, their lines, and the situations in which they decide."""

from shared.kernel.machine.awaited import Awaited
from shared.kernel.machine.clauses import ABSENT, Clause, Creation, Ignore, Thing, TimerChange, Transition
from shared.kernel.machine.errand import Errand
from shared.kernel.machine.house import House, KeyBook, LawBook
from shared.kernel.machine.situation import Law, NoLaw, Situation
from shared.kernel.machine.state_table import Decision, Ignored, Moved, StateTable
from shared.kernel.machine.waits import Called, Driven, Final, Reminders, Rung, Wait, Waiting

__all__ = [
    "ABSENT",
    "Awaited",
    "Called",
    "Clause",
    "Creation",
    "Decision",
    "Driven",
    "Errand",
    "Final",
    "House",
    "Ignore",
    "Ignored",
    "KeyBook",
    "Law",
    "LawBook",
    "Moved",
    "NoLaw",
    "Reminders",
    "Rung",
    "Situation",
    "StateTable",
    "Thing",
    "TimerChange",
    "Transition",
    "Wait",
    "Waiting",
]
