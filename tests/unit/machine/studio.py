"""Pictures that somebody has to paint, frame and sell: a table with waits, for the tests beside it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from shared.kernel.machine import (
    Awaited,
    Clause,
    Creation,
    Driven,
    Moved,
    Reminders,
    Rung,
    Situation,
    StateTable,
    TimerChange,
    Transition,
    Wait,
    Waiting,
)
from shared.kernel.messages.base import Command, Data, Event, Timer
from shared.kernel.messages.envelope import Actor

DAY = timedelta(days=1)
MONDAY = datetime(2026, 9, 7, 1, tzinfo=UTC)
PAINTED_WITHIN, FRAMED_WITHIN = 10 * DAY, 3 * DAY
OPEN, DRYING, HUNG = STATES = ("open", "drying", "hung")


class Order(Command, type="studio.picture.order.v1"):
    """Somebody wants a picture."""


class Sketch(Command, type="studio.picture.sketch.v1"):
    """A step that ends no wait."""

    picture_id: str = "p"


class Paint(Sketch, type="studio.picture.paint.v1"):
    """It is painted."""


class Frame(Sketch, type="studio.picture.frame.v1"):
    """It is framed."""


class Postpone(Sketch, type="studio.picture.postpone.v1"):
    """The buyer gives more time."""

    days: int


class Told(Event, type="studio.picture.told.v1"):
    """A step was taken."""


class Reminded(Event, type="studio.picture.reminded.v1"):
    """Somebody is late."""


class Escalated(Event, type="studio.picture.escalated.v1"):
    """The owner hears of it."""


class WaitDue(Timer, type="studio.picture.wait_due.v1"):
    """The moment of a rung."""

    picture_id: str


class Dried(Timer, type="studio.picture.dried.v1"):
    """It is dry."""

    picture_id: str = "p"


@dataclass(frozen=True)
class Picture:
    """A picture, with whom it waits for."""

    picture_id: str = "p"
    version: int = 0
    state: str = ""
    painter: str = "ada"
    framed: bool = False
    sold_on: datetime = MONDAY + 20 * DAY
    notes: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def order(_: None, message: Order, situation: Situation) -> Picture:
    """The picture, not begun."""
    return Picture()


def frame(picture: Picture, message: Frame, situation: Situation) -> Picture:
    """It has a frame."""
    return replace(picture, framed=True)


def postpone(picture: Picture, message: Postpone, situation: Situation) -> Picture:
    """It is to be sold later."""
    return replace(picture, sold_on=picture.sold_on + message.days * DAY)


def ladder(picture: Picture, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
    """A day before it is due, when it is due, and every other day after that."""
    yield Rung(due_at - DAY, "reminder", ("painter",))
    yield Rung(due_at, "urge", ("painter", "owner"))
    for again in count(1):
        yield Rung(due_at + 2 * again * DAY, "escalation", ("owner",))


PAINTED: Wait[Picture, Situation] = Wait(
    (OPEN,),
    "paint",
    who=lambda picture, situation: Awaited("painter", person=picture.painter),
    due=lambda picture, since, situation: since + PAINTED_WITHIN,
    ladder=ladder,
    why="house rules, 1",
)
FRAMED: Wait[Picture, Situation] = Wait(
    (OPEN, DRYING),
    "frame",
    who=lambda picture, situation: Awaited("framer", "workshop"),
    due=lambda picture, since, situation: since + FRAMED_WITHIN,
    ladder=ladder,
    why="house rules, 2",
    when=lambda picture: not picture.framed,
)
SOLD: Wait[Picture, Situation] = Wait(
    (HUNG,),
    "sell",
    who=lambda picture, situation: Awaited("owner"),
    due=lambda picture, since, situation: picture.sold_on,
    ladder=ladder,
    why="house rules, 3",
    moves=True,
)
DRIES: Driven[Picture] = Driven((DRYING,), Dried, why="paint dries by itself")
STEPS: tuple[Clause[Picture], ...] = (
    Creation(Order, OPEN, Told, ("buyer",), why="-", change=order),
    Transition((OPEN, HUNG), Sketch, None, Told, ("painter",), why="-"),
    Transition((OPEN,), Paint, DRYING, Told, ("painter",), why="-"),
    Transition((OPEN, DRYING), Frame, None, Told, ("painter",), why="-", change=frame),
    Transition((HUNG,), Postpone, None, Told, ("painter",), why="-", change=postpone),
    Transition((DRYING,), Dried, HUNG, Told, why="-"),
    Transition((OPEN, HUNG), Dried, None, Told, why="-"),
)
REMINDERS = Reminders(WaitDue, Reminded, {"escalation": Escalated})


def table(*standing: Clause[Picture], reminders: Reminders | None = REMINDERS) -> StateTable[Picture]:
    """The steps, with what is said of how each state ends."""
    return StateTable("picture", STATES, (*STEPS, *standing), reminders)


TABLE = table(PAINTED, FRAMED, SOLD, DRIES)


def at_work(now: datetime, role: str = "painter") -> Situation:
    """Ada decides by nothing but the thing, the message and the moment."""
    return Situation(now=now, actor=Actor("ada", role), new_id="p", facts=None)


def decide(
    picture: Picture | None, message: Data, now: datetime, role: str = "painter", by: StateTable[Any] = TABLE
) -> Any:
    """What the table says to the message at that moment."""
    return by.decide(picture, message, at_work(now, role))


def ordered(by: StateTable[Any] = TABLE) -> Moved[Picture]:
    """A picture is ordered on Monday."""
    found = decide(None, Order(), MONDAY, "buyer", by)
    assert isinstance(found, Moved)
    return found


def of(picture: Picture, what: str) -> Waiting:
    """The wait of that name."""
    return next(one for one in picture.waiting if one.what == what)


def called(picture: Picture, what: str) -> tuple[str, datetime, int]:
    """Name and moment of the rung that was taken last, and how many were missed."""
    last = of(picture, what).called
    assert last
    return last.name, last.at, last.missed


def timer(at: datetime) -> tuple[TimerChange, ...]:
    """The one timer, set for that moment."""
    return (TimerChange("picture:p:waiting", at, WaitDue(picture_id="p")),)
