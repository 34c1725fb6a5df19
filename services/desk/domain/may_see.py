"""What somebody who works here may read of a thing: one function, for pages, lists, searches and streams.

Whole is what the house says of it; public is what everybody reads, and of much that is enough for who has
nothing to do with it.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from services.desk.domain.person import Person
from shared.language.contracts.envelope import Role

Thing = Mapping[str, Any]
"""A thing's snapshot as JSON, whole."""
_OF_A_DEPARTMENT = (Role.DEPARTMENT, Role.DEPARTMENT_HEAD)
_SUPERVISED = ("item", "promise", "project", "ballot", "alarm")
"""What the presidium looks after; matters are the office's."""
_OPEN = ("topic", "meeting", "visit", "project", "promise", "township")
"""Kinds whose inside fields are the office's alone: what was struck out, and why."""


class Sight(StrEnum):
    """How much of a thing somebody may read."""

    NOTHING = "nothing"
    PUBLIC = "public"
    WHOLE = "whole"


def may_see(person: Person, township: str, kind: str, thing: Thing) -> Sight:
    """How much of the thing the person may read. What is confidential is its handlers' alone."""
    if person.township != township:
        return Sight.NOTHING
    concerned = person.id in thing.get("recused", ())
    if thing.get("confidential"):
        handles = not concerned and _handles(person, thing)
        return Sight.WHOLE if handles else Sight.NOTHING
    if concerned:
        return Sight.PUBLIC
    return Sight.WHOLE if _whole(person, kind, thing) else Sight.PUBLIC


def _handles(person: Person, thing: Thing) -> bool:
    """Those who have to act on it: the office, the departments that deal with it, and who is above these."""
    if person.post.role == Role.OFFICE:
        return True
    above = (*_OF_A_DEPARTMENT, Role.HEAD, Role.LEADER)
    return person.post.role in above and bool(person.departments & departments_of(thing))


def _whole(person: Person, kind: str, thing: Thing) -> bool:
    role = person.post.role
    if role == Role.OFFICE:
        return True
    if kind in _OPEN:
        return False
    if role == Role.HEAD or (role == Role.PRESIDIUM and kind in _SUPERVISED):
        return kind != "ballot" or role == Role.PRESIDIUM
    if role in (*_OF_A_DEPARTMENT, Role.LEADER):
        return kind in ("submission", "item", "rating") and bool(person.departments & departments_of(thing))
    return person.id in concerned_deputies(kind, thing)


def concerned_deputies(kind: str, thing: Thing) -> Collection[str]:
    """The deputies who read a thing whole: who entered a matter for somebody, and whose topic an item is."""
    if kind == "submission":
        return [entered] if (entered := thing.get("entered_by")) else []
    return thing.get("deputies", ()) if kind == "item" else ()


def departments_of(thing: Thing) -> frozenset[str]:
    """The departments that deal with a thing."""
    named = (thing.get("lead"), thing.get("department"), *thing.get("co_handlers", ()))
    return frozenset(one for one in named if one)
