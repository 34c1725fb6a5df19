"""The AsyncAPI 3.0.0 document of a service as its partners see it: the commands that they send, and the
answers and events that they receive. What services hear of each other is in docs/generated/topology.md."""

import tomllib
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from cli.backends import PROJECT
from cli.documents.amqp import (
    Document,
    answers_channel,
    commands_channel,
    events_channel,
    receiving,
    rejects_channel,
    replay_channel,
    sending,
)
from cli.documents.markdown import sentence
from cli.documents.meanings import purposes
from cli.documents.samples import example_of
from cli.documents.schemas import describe, mode_of, shapes_of
from shared.kernel.bus.delivery.delivery import REPLAY_HEADER
from shared.kernel.bus.rabbit.publisher import CONTENT_TYPE
from shared.kernel.messages.audience import INSIDE, inside_of
from shared.kernel.messages.audience import NAME as AUDIENCE
from shared.kernel.messages.base import Answer, Command, CommandRefused, Data, Event
from shared.kernel.messages.replays import ReplayEnded
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import answers_of, commands_of, public_events_of

_REF = "#/components/schemas/{model}"
_HEADERS = "EventHeaders"


def asyncapi_of(service: str) -> Document:
    """The document of one service."""
    commands, events = commands_of(service), public_events_of(service)
    ended = tuple(answer for answer in answers_of(service) if issubclass(answer, ReplayEnded))
    answered = tuple(answer for answer in answers_of(service) if answer not in ended)
    refused = tuple(answer for answer in answered if issubclass(answer, CommandRefused))
    replayed = (*events, *ended)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Youyue {service}",
            "version": _version(),
            "description": f"What a partner sends to {service}, and receives from it.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"broker": _SERVER},
        "channels": {
            "commands": commands_channel(service, commands),
            "answers": answers_channel(answered),
            "rejects": rejects_channel(refused),
            "events": events_channel(service, events),
            "replay": replay_channel(service, replayed),
        },
        "operations": {
            **{f"send.{command.type}": sending(command, _said(command), answered) for command in commands},
            "receive.answers": receiving("answers", answered, "What became of the commands."),
            "receive.rejects": receiving("rejects", refused, "Messages that could not be answered by id."),
            "receive.events": receiving("events", events, "What has happened."),
            "receive.replay": receiving("replay", replayed, "What was asked for once more."),
        },
        "components": {
            "messages": {cls.type: _message(cls) for cls in (*commands, *answered, *replayed)},
            "schemas": {**_schemas((*commands, *answered, *replayed)), _HEADERS: _EVENT_HEADERS},
            "securitySchemes": {"user": {"type": "userPassword", "description": "A user of the broker."}},
        },
    }


@cache
def _version() -> str:
    return str(tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"])


_SERVER: Document = {
    "host": "{host}:5672",
    "protocol": "amqp",
    "protocolVersion": "0.9.1",
    "description": "The deployment's RabbitMQ.",
    "variables": {"host": {"default": "localhost", "description": "Where the deployment's RabbitMQ is."}},
    "security": [{"$ref": "#/components/securitySchemes/user"}],
}
_EVENT_HEADERS: Document = {
    "type": "object",
    "title": _HEADERS,
    "properties": {
        REPLAY_HEADER: {
            "type": "string",
            "description": "The name of the replay that sends it once more; absent: it is new.",
        }
    },
}


def _said(cls: type[Data]) -> str:
    return sentence(cls.__doc__)


def _message(cls: type[Data]) -> Document:
    return {
        "name": cls.type,
        "title": cls.__name__,
        "summary": _said(cls),
        "description": purposes().get(cls.type, _said(cls)),
        "contentType": CONTENT_TYPE,
        "correlationId": {"location": f"$message.payload#/{_correlation(cls)}"},
        **({} if issubclass(cls, Command | Answer) else {"headers": {"$ref": _REF.format(model=_HEADERS)}}),
        "payload": {
            "title": f"{cls.__name__}Message",
            "allOf": [
                {"$ref": _REF.format(model=Envelope.__name__)},
                {
                    "type": "object",
                    "properties": {
                        "type": {"type": "string", "title": f"{cls.__name__}Type", "enum": [cls.type]},
                        "data": {"$ref": _REF.format(model=cls.__name__)},
                    },
                },
            ],
        },
        "examples": [{"name": cls.__name__, "payload": _as_heard(cls)}],
    }


def _as_heard(cls: type[Data]) -> Document:
    """The example in the face that partners hear."""
    example = example_of(cls)
    if not issubclass(cls, Event):
        return example
    data = cls.model_validate(example["data"]).model_dump(
        mode="json", exclude_unset=True, exclude=dict(inside_of(cls))
    )
    return {**example, "data": data}


def _correlation(cls: type[Data]) -> str:
    """Where a command and its answers say the same; events name the message that began their chain."""
    if issubclass(cls, Answer):
        return "data/command_id"
    return "id" if issubclass(cls, Command) else "correlationid"


def _schemas(messages: tuple[type[Data], ...]) -> Document:
    models: list[type[BaseModel]] = [Envelope, *dict.fromkeys(messages)]
    _, found = models_json_schema([(model, mode_of(model)) for model in models], ref_template=_REF)
    schemas: Document = found["$defs"]
    classes = {cls.__name__: cls for model in models for cls in (model, *shapes_of(model))}
    for name, schema in schemas.items():
        describe(schema, classes.get(name))
        fields = schema.get("properties", {})
        for field in [name for name, definition in fields.items() if definition.get(AUDIENCE) == INSIDE.name]:
            del fields[field]
        for field, definition in fields.items():
            _name_lists(definition, name + "".join(word.capitalize() for word in field.split("_")))
    return schemas


def _name_lists(schema: Any, title: str) -> None:
    """Give each list of values inside a field the name of class and field, or generators number them. A
    constant is a list of one: Modelina writes Python that is none for ``const``."""
    if isinstance(schema, dict):
        if "const" in schema:
            schema["enum"] = [schema.pop("const")]
        if "enum" in schema:
            schema["title"] = title
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        _name_lists(inner, title)
