"""A step of a walk, and what it does to a town."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from shared.kernel.messages.base import Command, Event
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.calendar import at_local
from shared.language.words import bilingual
from tests.walk.town import Lost, Town


class Step(NamedTuple):
    """Until ``at`` nobody says anything, then somebody says something."""

    number: int
    at: datetime
    actor: Actor | None = None
    command: Command | None = None
    order: int = 0
    """By which the events that follow arrive; 0 or 1: at once, in the order of the services. Odd: the
    platform stood still until then, and reminders are late."""


Path = tuple[Step, ...]
Told = tuple[type[Event], str]
"""An event with the state of its thing afterwards."""


def play(town: Town, step: Step) -> Refusal | None:
    """Let the step happen; a refusal has to have a sentence in both languages."""
    town.begin(f"{step.number}.")
    town.wait_until(step.at, ladders_at=step.at if step.order % 2 else None)
    if step.actor is None or step.command is None:
        return None
    refusal = town.say(step.actor, step.command, Random(step.order) if step.order > 1 else None)
    if refusal is not None:
        sentence = bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values))
        if not (sentence.zh and sentence.en):
            raise Lost(f"{refusal.code} has no sentence")
    return refusal


def written(town: Town) -> Iterator[datetime]:
    """What is written in the things: days, hours, and by when somebody is waited for."""
    for _, kind, thing in town.things():
        if kind.name == "township":
            continue
        for name in thing.__dataclass_fields__:
            value = getattr(thing, name)
            if isinstance(value, datetime):
                yield value
            elif isinstance(value, date):
                yield at_local(value, 15)
        for waiting in getattr(thing, "waiting", ()):
            yield waiting.due_at + timedelta(minutes=1)
