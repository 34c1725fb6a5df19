"""The AsyncAPI 3.0.0 document of a service, or of one partner, from the partner's side: the commands that are
sent, and the answers and events that are received. What services hear of each other is in
docs/generated/topology.md."""

import re
import tomllib
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from cli.backends import PROJECT
from cli.documents.amqp import Document, receiving, saying, sending
from cli.documents.channels import channels_of, heard
from cli.documents.markdown import sentence
from cli.documents.meanings import purposes
from cli.documents.samples import example_of
from cli.documents.schemas import describe, mode_of, shapes_of
from cli.documents.views import Types, View, of_partner, of_service
from shared.kernel.bus.access.belongings import owner_of
from shared.kernel.bus.access.partners import Partner
from shared.kernel.bus.delivery.delivery import REPLAY_HEADER
from shared.kernel.bus.rabbit.publisher import CONTENT_TYPE
from shared.kernel.messages.audience import INSIDE, inside_of
from shared.kernel.messages.audience import NAME as AUDIENCE
from shared.kernel.messages.base import Answer, Command, Data, Event
from shared.language.contracts.envelope import Envelope

_REF = "#/components/schemas/{model}"
_HEADERS = "EventHeaders"


def asyncapi_of(service: str) -> Document:
    """The document of one service, for any partner."""
    return _document(of_service(service))


def asyncapi_for(partner: Partner) -> Document:
    """The document of one partner, with all that its entry lets it say and hear."""
    return _document(of_partner(partner))


def _document(view: View) -> Document:
    messages = tuple(dict.fromkeys((*view.commands, *view.answered, *view.events, *view.replayed)))
    facts = dict.fromkeys((*view.facts, *view.heard_facts))
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": view.title,
            "version": _version(),
            "description": view.about,
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"broker": _SERVER},
        "channels": channels_of(view),
        "operations": {
            **{
                f"send.{command.type}": sending(
                    view.user, command, _said(command), view.answers(command.owner())
                )
                for command in view.commands
            },
            **{f"send.{fact}": saying(view.user, fact) for fact in view.facts},
            **{
                f"receive.{channel}": receiving(channel, types, summary)
                for channel, (types, summary) in heard(view).items()
            },
        },
        "components": {
            "messages": {
                **{cls.type: _message(cls, whole=cls in view.whole) for cls in messages},
                **{fact: _fact(fact) for fact in facts},
            },
            "schemas": {**_schemas(messages, view.whole), _HEADERS: _EVENT_HEADERS},
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


def _message(cls: type[Data], *, whole: bool) -> Document:
    return {
        "name": cls.type,
        "title": cls.__name__,
        "summary": _said(cls),
        "description": purposes().get(cls.type, _said(cls)),
        "contentType": CONTENT_TYPE,
        "correlationId": {"location": f"$message.payload#/{_correlation(cls)}"},
        **({} if issubclass(cls, Command | Answer) else {"headers": {"$ref": _REF.format(model=_HEADERS)}}),
        "payload": _payload(cls.__name__, cls.type, {"$ref": _REF.format(model=cls.__name__)}),
        "examples": [{"name": cls.__name__, "payload": _as_heard(cls, whole=whole)}],
    }


def _payload(name: str, type: str, data: Document) -> Document:
    return {
        "title": f"{name}Message",
        "allOf": [
            {"$ref": _REF.format(model=Envelope.__name__)},
            {
                "type": "object",
                "properties": {
                    "type": {"type": "string", "title": f"{name}Type", "enum": [type]},
                    "data": data,
                },
            },
        ],
    }


def _fact(type: str) -> Document:
    """A message of a partner's own: its envelope is ours, its data is not."""
    name = "".join(part.capitalize() for part in re.split(r"[^a-z0-9]+", type))
    return {
        "name": type,
        "title": name,
        "summary": f"A fact of {owner_of(type)}.",
        "contentType": CONTENT_TYPE,
        "payload": _payload(name, type, {"type": "object", "title": name}),
    }


def _as_heard(cls: type[Data], *, whole: bool) -> Document:
    """The example in the face that the partner hears."""
    example = example_of(cls)
    if whole or not issubclass(cls, Event):
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


def _schemas(messages: Types, whole: Types) -> Document:
    """Fields that the house alone may read are left out of all but what is heard whole."""
    models: list[type[BaseModel]] = [Envelope, *dict.fromkeys(messages)]
    _, found = models_json_schema([(model, mode_of(model)) for model in models], ref_template=_REF)
    schemas: Document = found["$defs"]
    classes = {cls.__name__: cls for model in models for cls in (model, *shapes_of(model))}
    kept = {cls.__name__ for message in whole for cls in (message, *shapes_of(message))}
    for name, schema in schemas.items():
        describe(schema, classes.get(name))
        fields = schema.get("properties", {})
        inside = [field for field, definition in fields.items() if definition.get(AUDIENCE) == INSIDE.name]
        for field in () if name in kept else inside:
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
