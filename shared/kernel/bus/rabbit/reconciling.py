"""What differs between a running broker and the definitions, and the way from the one to the other.

The definitions are the whole truth about the virtual host: what they do not name is left over. Left alone are
the broker's own exchanges, what is not durable (somebody's session) with its bindings, and users with tags
that the definitions do not name: administrators and who watches the broker. So are users with rights in
another virtual host, but for those that they have in this one. Passwords are compared with nothing.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from shared.kernel.bus.rabbit.definitions import VHOST, Definitions

Kind = Literal["users", "permissions", "topic_permissions", "exchanges", "queues", "bindings", "policies"]
Doing = Literal["make", "change", "remove", "stuck"]
_OWN = "amq."


class Section(NamedTuple):
    """One part of the definitions: what names an entry, and what of it counts."""

    kind: Kind
    named_by: tuple[str, ...]
    counts: tuple[str, ...]
    for_ever: bool = False
    """It cannot be changed: only removed and made anew."""


SECTIONS = (
    Section("policies", ("name",), ("pattern", "apply-to", "definition", "priority")),
    Section("exchanges", ("name",), ("type", "arguments"), for_ever=True),
    Section("queues", ("name",), ("arguments",), for_ever=True),
    Section("bindings", ("source", "destination_type", "destination", "routing_key", "arguments"), ()),
    Section("users", ("name",), ("tags", "limits")),
    Section("permissions", ("user",), ("configure", "write", "read")),
    Section("topic_permissions", ("user", "exchange"), ("write", "read")),
)
"""In the order in which they are made: what a later one names is there by then. Removed in the other one."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``entry``: as it is declared, or as it is there if it is to be removed. ``stuck``: it is there and
    differs in what cannot be changed."""

    doing: Doing
    kind: Kind
    name: str
    entry: Mapping[str, Any]


def differences(declared: Definitions, found: Definitions) -> tuple[Difference, ...]:
    """All of them. ``declared``: with every user, whatever its password."""
    return tuple(one for section in SECTIONS for one in _of(section, declared, found))


def to_load(them: Iterable[Difference], found: Definitions) -> Definitions:
    """The definitions that make and change what differs; a user who is there keeps the password."""
    known = {user["name"]: user for user in found.get("users", ())}
    content: Definitions = {}
    for one in them:
        if one.doing in ("make", "change"):
            kept = known.get(one.name, {}) if one.kind == "users" else {}
            hashed = {name: kept[name] for name in ("password_hash", "hashing_algorithm") if name in kept}
            content.setdefault(one.kind, []).append({**one.entry, **hashed})
    return content


def _of(section: Section, declared: Definitions, found: Definitions) -> Iterator[Difference]:
    wanted = {_name(section, entry): entry for entry in _here(section, declared)}
    there = {_name(section, entry): entry for entry in _here(section, found)}
    for name, entry in wanted.items():
        if name not in there:
            yield Difference("make", section.kind, name, entry)
        elif _says(section, entry) != _says(section, there[name]):
            yield Difference("stuck" if section.for_ever else "change", section.kind, name, entry)
    alone = _alone(section, found) - set(_users(declared))
    for name, entry in there.items():
        if name not in wanted and not _left_alone(section, entry, alone):
            yield Difference("remove", section.kind, name, entry)


def _here(section: Section, content: Definitions) -> Iterator[Mapping[str, Any]]:
    return (entry for entry in content.get(section.kind, ()) if entry.get("vhost", VHOST) == VHOST)


def _name(section: Section, entry: Mapping[str, Any]) -> str:
    """For people as well: ``source → destination routing.key``."""
    if section.kind == "bindings":
        headers = json.dumps(entry["arguments"], sort_keys=True) if entry["arguments"] else ""
        to = "→" if entry["destination_type"] == "queue" else "⇒"
        return " ".join(
            filter(None, (f"{entry['source']} {to} {entry['destination']}", entry["routing_key"], headers))
        )
    return " ".join(entry[part] for part in section.named_by)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "tags": lambda said: sorted(said.split(",") if isinstance(said, str) else said or ()),
    "limits": lambda said: dict(said or {}),
}


def _says(section: Section, entry: Mapping[str, Any]) -> list[Any]:
    return [_READ.get(part, lambda said: said)(entry.get(part)) for part in section.counts]


def _tags(user: Mapping[str, Any]) -> list[str]:
    return [tag for tag in _READ["tags"](user.get("tags")) if tag]


def _users(content: Definitions) -> Iterator[str]:
    return (user["name"] for user in content.get("users", ()))


def _alone(section: Section, found: Definitions) -> set[str]:
    """The names of what is let alone: of users, or in bindings of what is bound."""
    if section.kind == "bindings":
        both = (*found.get("queues", ()), *found.get("exchanges", ()))
        return {entry["name"] for entry in both if entry["vhost"] == VHOST and _passes(entry)}
    alone = {user["name"] for user in found.get("users", ()) if _tags(user)}
    if section.kind == "users":
        alone |= {rights["user"] for rights in found.get("permissions", ()) if rights["vhost"] != VHOST}
    return alone


def _passes(entry: Mapping[str, Any]) -> bool:
    """Whether it is the broker's own, or goes by itself."""
    return entry["name"].startswith(_OWN) or not entry["durable"] or bool(entry.get("auto_delete"))


def _left_alone(section: Section, entry: Mapping[str, Any], alone: set[str]) -> bool:
    if section.kind in ("exchanges", "queues"):
        return _passes(entry)
    if section.kind == "bindings":
        to = entry["destination"]
        return not entry["source"] or to.startswith(_OWN) or to in alone
    return (entry["name"] if section.kind == "users" else entry.get("user")) in alone
