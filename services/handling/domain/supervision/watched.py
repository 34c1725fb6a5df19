"""What deputies watch over, and the acts of supervision (督办) that are left in it: theirs, and those of the
ladder, the watchdog, the head and the leaders.

A timer's act carries the moment the timer was due, not the one at which it was dealt with.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import SYSTEM
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Situation
from shared.language.contracts import handling as said
from shared.language.waiting import Awaited


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An item, a promise or a project, as far as it is watched over."""

    state: str = ""
    version: int = 0
    supervisions: tuple[said.Supervised, ...] = ()
    notices: tuple[said.Notice, ...] = ()


W = TypeVar("W", bound=Watched)


def heard_nothing(thing: W, _at: datetime) -> W:
    """Its news are other ones."""
    return thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch(Generic[W]):
    """How one kind of thing is watched over: in which states, who answers for it, and the messages."""

    states: tuple[str, ...]
    """Opinions are given and notices too: a department answers for it."""
    unfinished: tuple[str, ...]
    """Of these, those in which somebody may be urged: there is something left to do."""
    department: Callable[[W], str]
    awaited: Callable[[W, Situation], Awaited]
    department_asks: Callable[[W, object, Situation], Refusal | None]
    """Only the department that answers for it answers a notice."""
    heard: Callable[[W, datetime], W] = heard_nothing
    """What the answer to a notice is besides: news of it."""
    note: type[said.Speaking]
    noted: type[Event]
    press: type[said.Speaking]
    pressed: type[Event]
    give_notice: type[said.Noticing]
    notice_given: type[Event]
    answer_notice: type[said.AnsweringNotice]
    notice_answered: type[Event]
    withdraw_notice: type[said.WithdrawingNotice]
    notice_withdrawn: type[Event]


def supervised(thing: W, act: said.Supervised) -> W:
    """The thing with one more act, all in the order of their moments."""
    acts = sorted((*thing.supervisions, act), key=lambda supervised: supervised.at)
    return replace(thing, supervisions=tuple(acts))


def supervised_by_itself(
    thing: W,
    kind: str,
    at: datetime,
    to: tuple[str, ...],
    *,
    working_days_late: int | None = None,
    missed: int = 0,
) -> W:
    """The thing with an act that no person took; ``at`` is when it was due."""
    act = said.Supervised(
        kind=kind, at=at, by=SYSTEM.id, to=to, working_days_late=working_days_late, missed=missed
    )
    return supervised(thing, act)
