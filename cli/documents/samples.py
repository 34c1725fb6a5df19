"""A whole, valid message of every type, as an example for readers and a fixture for tests."""

from datetime import UTC, datetime
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cli.documents.sample_values import (
    ACTORS,
    COMMAND_SOURCE,
    TOWNSHIP,
    fields_of_event,
    left_out,
    sample_id,
    time_of,
    values,
    way_to,
)
from cli.documents.sources import answers, causes, senders, state_after
from shared.kernel.messages.base import Answer, Command, CommandAccepted, Data, Event, MoveClock
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.kernel.messages.replays import ReplayEnded
from shared.language.contracts.envelope import Envelope, Role
from shared.language.contracts.evaluation import FiguresPublished
from shared.language.contracts.registry import TYPES, commands_of


class NoSample(LookupError):
    """A required field has no sample value; add one to ``samples.toml``."""


def example_of(cls: type[Data]) -> dict[str, Any]:
    """The example. Fields that keep their default are left out of the data, so that an optional field more
    changes no example; events have them on the wire, commands may leave them out. Raises NoSample."""
    data = cls.model_validate(_fields(cls, cls))
    command = issubclass(cls, Command)
    envelope = Envelope(
        id=sample_id(cls.type),
        source=COMMAND_SOURCE if command else f"/youyue/{cls.owner()}",
        type=cls.type,
        time=datetime.fromisoformat(time_of(cls.type)).astimezone(UTC),
        township=TOWNSHIP,
        **_actor_attributes(_actor(cls)),
        **({} if command else _chain(cls)),
        **_place(data),
        data=data.model_dump(mode="json", exclude_unset=True),
    )
    example: dict[str, Any] = envelope.model_dump(mode="json", exclude_none=True)
    return example


def _actor(cls: type[Data]) -> Actor:
    if issubclass(cls, Answer):
        return SYSTEM
    if issubclass(cls, MoveClock):
        return ACTORS[Role.OPERATOR]
    if issubclass(cls, Command):
        return ACTORS[senders(cls)[0]]
    commands = (TYPES[type] for type in _causes(cls))
    command = next((c for c in commands if issubclass(c, Command)), None)
    return ACTORS[senders(command)[0]] if command else SYSTEM


def _causes(cls: type[Data]) -> tuple[str, ...]:
    if issubclass(cls, ReplayEnded):
        return (f"{cls.owner()}.replay.request.v1",)
    if issubclass(cls, Answer):
        return (commands_of(cls.owner())[0].type,)
    return causes(cls) if issubclass(cls, Event) else ()


def _actor_attributes(actor: Actor) -> dict[str, Any]:
    return {"actorid": actor.id, "actorrole": actor.role, "actordepartment": actor.department}


def _chain(cls: type[Data]) -> dict[str, str]:
    cause = next(iter(_causes(cls)), "command")
    return {"causationid": sample_id(cause), "correlationid": sample_id("intake.submission.submit.v1")}


def _place(data: Data) -> dict[str, Any]:
    """Subject and sequence: of the thing whose snapshot it carries, else of what it names by an id of its
    own."""
    cls, thing = type(data), data.entity()
    if issubclass(cls, Event) and state_after(cls):
        snapshot = getattr(data, thing)
        id = getattr(snapshot, f"{thing}_id", None) or snapshot.submission_id
        return {"subject": id, "sequence": max(1, len(way_to(thing, state_after(cls))))}
    return {"subject": data.figures_id} if isinstance(data, FiguresPublished) else {}


def _fields(cls: type[BaseModel], message: type[Data]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, field in cls.model_fields.items():
        if field.is_required() or _wanted(cls, name, message):
            value = _value(cls, name, field, message)
            if value is not _UNKNOWN:
                found[name] = value
            elif field.is_required():
                raise NoSample(f"{cls.__name__}.{name}")
    return found


_UNKNOWN = object()


def _wanted(cls: type[BaseModel], name: str, message: type[Data]) -> bool:
    """Whether an optional field has a value: senders give one, and a snapshot has one if its state calls for
    it."""
    if not cls.__name__.endswith("Snapshot"):
        return not any(f"{base.__name__}.{name}" in left_out() for base in cls.__mro__)
    assert issubclass(message, Event)
    way = way_to(message.entity(), state_after(message))
    return name in fields_of_event(message.type) or any(name in fields for _, fields in way)


def _value(cls: type[BaseModel], name: str, field: FieldInfo, message: type[Data]) -> Any:
    for ancestor in cls.__mro__:
        if f"{ancestor.__name__}.{name}" in values():
            return values()[f"{ancestor.__name__}.{name}"]
    if name in ("command_source", "command_id", "command_type"):
        (asked,) = _causes(message)
        return {"command_id": sample_id(asked), "command_type": asked}.get(name, COMMAND_SOURCE)
    if issubclass(cls, CommandAccepted) and name == "event":
        return _event_of(message)
    if name == "state":
        assert issubclass(message, Event)
        return state_after(message)
    if name in values():
        return values()[name]
    shape, many = _shape(field.annotation)
    if shape:
        value = values()[shape.__name__] if shape.__name__ in values() else _fields(shape, message)
        return (value,) if many else value
    return time_of(message.type) if name == "at" or name.endswith("_at") else _UNKNOWN


def _event_of(message: type[Data]) -> dict[str, Any]:
    (asked,) = _causes(message)
    command = TYPES[asked]
    assert issubclass(command, Command)
    event = example_of(answers(command)[0])
    return {name: event[name] for name in ("id", "source", "type", "subject", "sequence") if name in event}


def _shape(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    for argument in get_args(annotation):
        shape, _ = _shape(argument)
        if shape:
            return shape, getattr(annotation, "__origin__", None) is tuple
    return None, False
