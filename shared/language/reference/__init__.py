"""Reference lists: departments, villages, categories, rooms, reasons, people.

The data in ``xiushan.json`` are made up but for the names of places.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Department:
    """A department or station (部门/站所) and the leader in charge of it (分管领导)."""

    code: str
    name: str
    leader: str


@dataclass(frozen=True, slots=True)
class Category:
    """A category of matters and the department that usually deals with them."""

    code: str
    name: str
    department: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason why a matter is not admissible: the legal basis, and the place to go to instead."""

    code: str
    name: str
    basis: str
    where_to_go: str


@dataclass(frozen=True, slots=True)
class Room:
    """A place to meet, and the number of people it holds."""

    code: str
    name: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Named:
    """Anything else that has a code and a name: a village, a channel, a deputy, a member of staff."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The lists, each by code."""

    township: str
    township_name: str
    departments: Mapping[str, Department]
    categories: Mapping[str, Category]
    inadmissible: Mapping[str, Reason]
    villages: Mapping[str, Named]
    rooms: Mapping[str, Room]
    channels: Mapping[str, Named]
    urgencies: Mapping[str, Named]
    kinds: Mapping[str, Named]
    deputies: Mapping[str, Named]
    staff: Mapping[str, Named]
    leaders: Mapping[str, Named]


def _named(rows: list[dict[str, Any]], code: str = "code", name: str = "name") -> dict[str, Named]:
    return {row[code]: Named(row[code], row[name]) for row in rows}


@cache
def reference() -> Reference:
    """The lists of the sample township."""
    raw = json.loads(files(__package__).joinpath("xiushan.json").read_text("utf-8"))
    return Reference(
        township=raw["township"]["code"],
        township_name=raw["township"]["name"],
        departments={d["code"]: Department(d["code"], d["name"], d["leader"]) for d in raw["departments"]},
        categories={
            c["code"]: Category(c["code"], c["name"], c["default_department"]) for c in raw["categories"]
        },
        inadmissible={
            r["code"]: Reason(r["code"], r["name"], r["basis"], r["where_to_go"])
            for r in raw["inadmissible_reasons"]
        },
        villages=_named(raw["villages"]),
        rooms={r["code"]: Room(r["code"], r["name"], r["capacity"]) for r in raw["meeting_rooms"]},
        channels=_named(raw["channels"]),
        urgencies=_named(raw["urgency_classes"]),
        kinds=_named(raw["kinds"]),
        deputies=_named(raw["deputies"], "id"),
        staff=_named(raw["staff"], "id", "title"),
        leaders=_named(raw["leaders"], "id", "title"),
    )
