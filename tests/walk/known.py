"""What is known of a township to those who write messages: codes, people, and ids of things by the fields
that name them. Nothing is listed here by command: what a list has, what stands in the things, and what
refusals say would be right."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Today
from shared.language.contracts.envelope import Role
from tests.unit.intake.world import PROOF, SECRET
from tests.walk.town import FILE, Town

SAMPLES: Mapping[str, Any] = tomllib.loads(Path("cli/documents/samples.toml").read_text("utf-8"))["values"]
"""Values of the contracts' examples, by ``Class.field`` or ``field``."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_FIXED: Mapping[str, tuple[Any, ...]] = {
    "proof": (SECRET, SECRET, SECRET, "", "ZZZ-ZZZ-ZZZ-ZZZ"),
    "SubmitSubmission.proof": (PROOF,),
    "attachment_ids": (FILE.attachment_id,),
    "person": ("", "account:1", "account:2", "account:3", "account:4"),
    "phone": ("", "13800000001", "13800000002", "13800000003"),
    "idempotency_key": ("key-0001", "key-0002"),
    "result_class": ("A", "B", "C", "D"),
}
_LISTS = {
    "department": "departments",
    "lead": "departments",
    "owner": "departments",
    "co_handlers": "departments",
    "village": "villages",
    "constituency": "villages",
    "room": "rooms",
    "category": "categories",
    "channel": "channels",
    "reason_code": "reasons",
    "urgency": "urgencies",
}
"""Fields whose values are codes of a list; what is missing here is learnt from refusals."""


@dataclass
class Known:
    """Kept over all walks of a process: what refusals have taught."""

    learnt: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    """(command, field) → values that a refusal named."""

    def learn(self, command: BaseModel, refusal: Refusal) -> None:
        """Keep what the refusal says would be right in a field."""
        if not refusal.field or not refusal.field.startswith("data."):
            return
        name = refusal.field.removeprefix("data.").split(".")[0].split("[")[0]
        kept = self.learnt.setdefault((type(command).__name__, name), {})
        for value in dict(refusal.values).values():
            words = re.split(r"[,，;、\s]+", value)
            kept.update(dict.fromkeys(word for word in words if _CODE.fullmatch(word) and len(kept) < 60))

    def pool(self, owner: str, name: str, town: Town, about: "About") -> tuple[Any, ...]:
        """What may stand in field ``name`` of the model ``owner``; empty: nothing is known of it."""
        if fixed := _FIXED.get(f"{owner}.{name}") or _FIXED.get(name):
            return fixed
        today = town.law.at(town.now)
        found: list[Any] = list(about.ids.get(name, ()))
        if found and name.endswith(("_id", "_ids")):
            return tuple(found)
        found += self.learnt.get((owner, name), ())
        if (listed := _LISTS.get(name)) is not None:
            found += getattr(today.directory, listed)
        sample = SAMPLES.get(f"{owner}.{name}", SAMPLES.get(name))
        for one in sample if isinstance(sample, list) else (sample,):
            if isinstance(one, str) and not one.startswith("id:"):
                found.append(one)
        return tuple(dict.fromkeys(found))


@dataclass
class About:
    """The ids that stand in the things of a town, by the names of their fields, and the people in it."""

    ids: dict[str, dict[str, None]]

    @classmethod
    def of(cls, town: Town) -> "About":
        """As it stands."""
        ids: dict[str, dict[str, None]] = {}
        for _, kind, thing in town.things():
            if kind.name == "township":
                continue
            ids.setdefault(kind.id_field, {})[kind.id_of(thing)] = None
            ids.setdefault(f"{kind.name}_ids", {})[kind.id_of(thing)] = None
            for name, value in named(thing):
                ids.setdefault(name, {})[value] = None
        return cls(ids)


def people(today: Today, *roles: Role) -> list[str]:
    """Those in office."""
    return sorted(today.directory.holding(*roles))


def named(thing: Any) -> tuple[tuple[str, str], ...]:
    """(field, id) for every field of a thing and its parts that ends in ``_id``; a thing is read once."""
    known = _NAMED.get(id(thing))
    if known is None or known[0] is not thing:
        if len(_NAMED) > _KEPT:
            _NAMED.clear()
        known = _NAMED[id(thing)] = (thing, tuple(_named(thing)))
    return known[1]


_KEPT = 5000
_NAMED: dict[int, tuple[Any, tuple[tuple[str, str], ...]]] = {}


def _named(thing: Any) -> Iterable[tuple[str, str]]:
    for name in fields_of(thing):
        value = getattr(thing, name)
        if isinstance(value, str):
            if name.endswith("_id"):
                yield name, value
        elif isinstance(value, tuple):
            for one in value:
                if not isinstance(one, str):
                    yield from _named(one)
        elif isinstance(value, BaseModel):
            yield from _named(value)


def fields_of(thing: Any) -> Iterable[str]:
    """The names of the fields of a thing or a part of one."""
    fields: Iterable[str] | None = getattr(thing, "__dataclass_fields__", None)
    return fields if fields is not None else getattr(type(thing), "model_fields", {})
