"""docs/generated/events.md: every command, event and timer: its meaning, senders, subscribers and fields."""

from collections.abc import Callable, Iterable

from pydantic import BaseModel

from cli.documents.contracts import kind_of
from cli.documents.field_types import type_in_words
from cli.documents.markdown import code, link, page, sentence, table
from cli.documents.meanings import meaning_of
from cli.documents.schemas import schema_of, shapes_of
from cli.documents.sources import answers, causes, senders, subscribers
from shared.kernel.bus.rabbit.publisher import CONTENT_TYPE
from shared.kernel.messages.base import Answer, Command, Data, Event, MoveClock, Timer
from shared.kernel.messages.replays import RequestReplay
from shared.kernel.messages.topology import ANSWERS, commands_exchange, events_exchange, inside_exchange
from shared.language.contracts.envelope import Envelope, Role
from shared.language.contracts.registry import (
    SERVICES,
    TYPES,
    answers_of,
    commands_of,
    public_events_of,
    timers_of,
)

_INTRODUCTION = f"""\
A message is a CloudEvent 1.0 in JSON structured mode, content type
`{CONTENT_TYPE}`, persistent. Its type is its routing key. A released contract is only added to;
what breaks gets a new version of the type. Schemas and one example for each type are in
[contracts](../../contracts/README.md); `youyue docs --asyncapi DIR` writes the AsyncAPI documents.

Every command is answered, to its sender alone, by `<service>.command.accepted.v1`, which names one of the
events given with the command, or by `<service>.command.refused.v1`. Sending the same `source` and `id` again
has no further effect, and brings the same answer again. [For partners](../partners.md#answers) says more.
"""
_ENVELOPE = """\
The attributes of every message. Optional ones are left out when they have no value.
"""

_AUDIENCES = {"public": "公开 public", "inside": "内部 inside"}
"""``x-audience`` of a field → for whom it is; inside are the house and its staff's frontends."""
_ROLES = f"one of {', '.join(Role)}"


def events_page() -> str:
    """The whole page."""
    contents = [f"- {link(service, service)}: {_count(service)}" for service in SERVICES]
    return page(
        "Commands and events",
        _INTRODUCTION,
        "- " + link("The envelope", "The envelope"),
        "\n".join(contents) + "\n",
        "## The envelope\n",
        _ENVELOPE,
        fields_of(Envelope, lambda shape: _ROLES, first=meaning_of),
        *(_service(service) for service in SERVICES),
    )


def _count(service: str) -> str:
    return (
        f"{len(commands_of(service))} commands, {len(public_events_of(service))} events, "
        f"{len(timers_of(service))} timers"
    )


def _service(service: str) -> str:
    commands, events, timers = commands_of(service), public_events_of(service), timers_of(service)
    messages = (*commands, *answers_of(service), *events, *timers)
    parts = [
        f"## {service}\n",
        f"Commands go to the exchange `{commands_exchange(service)}`, answers come to their sender by "
        f"`{ANSWERS}`, events from `{events_exchange(service)}`, and whole from "
        f"`{inside_exchange(service)}`.\n",
        table(
            ("type", "kind", "meaning"),
            ((link(c.type, c.type), kind_of(c), sentence(c.__doc__)) for c in messages),
        ),
        *map(_message, messages),
        f"### Shapes of {service}\n",
        *(_shape(service, shape) for shape in _shapes(messages)),
    ]
    return "\n".join(part for part in parts if part)


def _message(cls: type[Data]) -> str:
    return "\n".join(
        [
            f"### {cls.type}\n",
            f"{sentence(cls.__doc__)}\n",
            *(f"- {line}" for line in facts_of(cls, lambda type: link(type, type))),
            "",
            fields_of(cls, _linked(cls.owner())),
        ]
    )


def facts_of(cls: type[Data], to: Callable[[str], str]) -> Iterable[str]:
    """Who sends and hears it, and what leads to what; ``to`` writes a link to a type."""
    if issubclass(cls, MoveClock):
        yield "sent by: anybody, where the deployment runs on a story clock; refused elsewhere"
    elif issubclass(cls, RequestReplay):
        yield "sent by: partners, in any role that they may speak for"
        ended = f"{cls.owner()}.replay.ended.v1"
        yield f"leads to: {to(ended)}, behind the events, in the queue `<user>.replay`"
        return
    elif issubclass(cls, Command):
        yield f"sent by: {', '.join(senders(cls))}"
    if issubclass(cls, Command):
        yield f"leads to: {', '.join(to(answer.type) for answer in answers(cls))}"
        return
    if issubclass(cls, Answer):
        yield "heard by: who sent the command"
        return
    assert issubclass(cls, Event)
    led_to = causes(cls)
    if led_to:
        own = {type for type in led_to if TYPES[type].owner() == cls.owner()}
        yield f"caused by: {', '.join(to(t) if t in own else code(t) for t in led_to)}"
    if heard := subscribers(cls):
        yield f"heard by: {', '.join(heard)}"
    elif not issubclass(cls, Timer):
        yield "heard by: nobody in this repository"


def fields_of(
    cls: type[BaseModel],
    shape: Callable[[str], str],
    name_of: Callable[[str], str] = code,
    first: Callable[[type[BaseModel], str], str] = lambda cls, name: "",
) -> str:
    """The fields as a table; ``shape`` writes the name of an object, ``name_of`` that of a field, and
    ``first`` what is said of it before the docstring. Where one is not for everybody, a column says for whom.
    """
    schema = schema_of(cls)
    required, fields = schema.get("required", []), schema.get("properties", {})
    audiences = {name: field["x-audience"] for name, field in fields.items() if "x-audience" in field}
    rows = [
        (
            name_of(name),
            type_in_words(field, shape),
            "yes" if name in required else "",
            *((_AUDIENCES[audiences.get(name, "public")],) if audiences else ()),
            " ".join(filter(None, (first(cls, name), sentence(field.get("description"))))),
        )
        for name, field in fields.items()
    ]
    return table(("field", "type", "required", *(("对象 audience",) if audiences else ()), "meaning"), rows)


def _linked(service: str) -> Callable[[str], str]:
    return lambda shape: _ROLES if shape == Role.__name__ else link(shape, f"{shape} ({service})")


def _shapes(messages: Iterable[type[Data]]) -> list[type[BaseModel]]:
    found = dict.fromkeys(shape for message in messages for shape in shapes_of(message))
    return sorted(found, key=lambda shape: shape.__name__)


def _shape(service: str, shape: type[BaseModel]) -> str:
    fields = fields_of(shape, _linked(service))
    return f"#### {shape.__name__} ({service})\n\n{sentence(shape.__doc__)}\n\n{fields}"
