"""A field of a command that names people, and how it is given with somebody in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import Decision, StateTable
from shared.language.contracts.directory import SEATED
from shared.language.contracts.envelope import Role
from tests.support.people import LAW_HERE, somebody
from tests.support.world import at

NOON = at("2026-09-07 12:00")
OFFICE = somebody(Role.OFFICE)


@dataclass(frozen=True, slots=True)
class Naming:
    """A field that names people: in which role they must be, and how the command is given with somebody."""

    table: StateTable[Any]
    code: str
    give: Callable[[str], tuple[Any, Command]]
    """Somebody's id → the thing and the command."""
    roles: tuple[Role, ...] = SEATED
    after_the_day: bool = False
    """It tells of a day that is over: whoever is in the list of people may have been there, as their term may
    have ended meanwhile."""
    when: datetime = NOON
    by: Actor = OFFICE
    facts: object = None

    def decided(self, id: str) -> Decision[Any]:
        thing, command = self.give(id)
        return self.table.decide(thing, command, LAW_HERE.situation(self.when, self.by, "new", self.facts))
