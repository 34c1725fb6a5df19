"""What somebody who works here is offered to do about a thing: what its owner would refuse them in any case
has no button."""

from collections.abc import Iterator, Mapping
from typing import Any

from services.desk.domain.forms.fields import about, form_of
from services.desk.domain.forms.transitions import commands_of_staff, made_by, naming, taken
from services.desk.domain.person import Person


def may_do(person: Person, kind: str, state: str, thing: Mapping[str, Any]) -> Iterator[str]:
    """The types of the commands that the thing takes in its state from this person; ``thing``: its snapshot,
    whole. Of one from which they keep out, none."""
    if person.id in thing.get("recused", ()):
        return
    role, called = person.post.role, {person.id, *person.departments}
    for type in taken(kind, state, role):
        fields = naming(kind, state, type, role)
        if not fields or any(called.intersection(_names(thing.get(field))) for field in fields):
            yield type


def may_begin(role: str) -> list[str]:
    """The types of the commands with which somebody in that role begins something. What makes it of a thing
    that is there already, or of a part of one, begins on that thing's page."""
    return [type for type in dict.fromkeys(made_by(role)) if not _of_a_thing(type)]


def _of_a_thing(type: str) -> bool:
    of_a_part = (field.required and field.source.startswith("part:") for field in form_of(type))
    return bool(about(commands_of_staff()[type])) or any(of_a_part)


def _names(said: str | list[str] | None) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said or ())
