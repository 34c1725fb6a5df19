"""Who might say something: people of a role, those whom the thing names before others."""

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import Today
from shared.language.contracts.directory import OF_A_DEPARTMENT, SEATED
from shared.language.contracts.envelope import Role
from tests.walk.known import fields_of

_OTHERS = {
    Role.CITIZEN: ("citizen-1", "citizen-2"),
    Role.AGENT: ("hotline-1", "hotline-2"),
    Role.OPERATOR: ("operator-1",),
    Role.SYSTEM: ("system",),
}


def somebody(role: Role, focus: Any, today: Today, chance: Random) -> Actor | None:
    """Somebody of that role; None: nobody has it."""
    if role not in SEATED:
        return Actor(chance.choice(_OTHERS[role]), role, source="/hotline" if role is Role.AGENT else "")
    held = [
        post
        for person in sorted(today.directory.holding(role))
        for post in today.directory.posts[person]
        if post.role == role
    ]
    named = words_of(focus)
    of_it = [p for p in held if (p.department if role in OF_A_DEPARTMENT else p.person_id) in named]
    if of_it and chance.random() < 0.75:
        held = of_it
    if not held:
        return None
    post = chance.choice(held)
    return Actor(post.person_id, role, post.department)


def words_of(thing: Any) -> frozenset[str]:
    """Every text that stands in a thing: ids and codes among them; a thing is read once."""
    if thing is None:
        return frozenset()
    known = _WORDS.get(id(thing))
    if known is None or known[0] is not thing:
        if len(_WORDS) > _KEPT:
            _WORDS.clear()
        known = _WORDS[id(thing)] = (thing, frozenset(_words(thing)))
    return known[1]


_KEPT = 5000
_WORDS: dict[int, tuple[Any, frozenset[str]]] = {}


def _words(part: Any) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for one in part.values():
            yield from _words(one)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from _words(one)
    else:
        for name in fields_of(part):
            yield from _words(getattr(part, name))
