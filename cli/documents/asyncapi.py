"""The AsyncAPI 3.0.0 document of a service: the messages that it receives and sends, with AMQP bindings."""

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from cli.backends import PROJECT
from cli.documents.field_docs import field_docs
from cli.documents.markdown import sentence
from cli.documents.samples import example_of
from cli.documents.schemas import mode_of, shapes_of
from shared.kernel.bus.rabbit.publisher import CONTENT_TYPE
from shared.kernel.messages.base import Command, Data
from shared.kernel.messages.topology import ANSWERS, commands_exchange, events_exchange, inbox_queue
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import answers_of, commands_of, public_events_of
from shared.language.topology import SUBSCRIPTIONS

Document = dict[str, Any]
_REF = "#/components/schemas/{model}"


def asyncapi_of(service: str) -> Document:
    """The document of one service."""
    commands, events = commands_of(service), public_events_of(service)
    heard = {producer: wanted for producer, wanted in SUBSCRIPTIONS[service].items() if wanted}
    answered = answers_of(service)
    others = (event for wanted in heard.values() for event in wanted)
    messages: tuple[type[Data], ...] = (*commands, *answered, *events, *others)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Youyue {service}",
            "version": _version(),
            "description": f"Commands that {service} takes, and events that it publishes and hears.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": CONTENT_TYPE,
        "servers": {"broker": _SERVER},
        "channels": {
            commands_exchange(service): _channel(commands_exchange(service), commands),
            ANSWERS: _answers(answered),
            events_exchange(service): _channel(events_exchange(service), events),
            **{events_exchange(p): _channel(events_exchange(p), wanted) for p, wanted in heard.items()},
        },
        "operations": {
            **{f"take.{command.type}": _take(service, command, answered) for command in commands},
            "publish": _operation("send", events_exchange(service), events, f"Events of {service}."),
            **{
                f"hear.{producer}": _operation(
                    "receive",
                    events_exchange(producer),
                    wanted,
                    f"Through the queue {inbox_queue(service, producer)}.",
                )
                for producer, wanted in heard.items()
            },
        },
        "components": {
            "messages": {message.type: _message(message) for message in messages},
            "schemas": _schemas(messages),
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


def _channel(exchange: str, messages: Iterable[type[Data]]) -> Document:
    types = [message.type for message in messages]
    return {
        "address": "{type}",
        "description": f"The topic exchange {exchange}; the routing key is the type of the message.",
        "messages": {type: {"$ref": f"#/components/messages/{type}"} for type in types},
        "parameters": {"type": {"enum": types, "description": "The type of the message."}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {
                    "name": exchange,
                    "type": "topic",
                    "durable": True,
                    "autoDelete": False,
                    "vhost": "/",
                },
                "bindingVersion": "0.3.0",
            }
        },
    }


def _operation(action: str, exchange: str, messages: Iterable[type[Data]], summary: str) -> Document:
    return {
        "action": action,
        "channel": {"$ref": f"#/channels/{exchange}"},
        "summary": summary,
        "messages": [_of_channel(exchange, message) for message in messages],
        "bindings": {"amqp": {"deliveryMode": 2, "ack": True, "bindingVersion": "0.3.0"}},
    }


def _take(service: str, command: type[Command], answered: Iterable[type[Data]]) -> Document:
    return _operation("receive", commands_exchange(service), [command], sentence(command.__doc__)) | {
        "reply": {
            "channel": {"$ref": f"#/channels/{ANSWERS}"},
            "messages": [_of_channel(ANSWERS, answer) for answer in answered],
        }
    }


def _answers(answered: Iterable[type[Data]]) -> Document:
    """The answers to one user, by the key that is its name, from its own queue."""
    channel = _channel(ANSWERS, answered)
    return channel | {
        "address": "{user}",
        "description": "The topic exchange answers; the routing key is the broker user who sent the command, "
        "who reads them from the queue <user>.answers.",
        "parameters": {"user": {"description": "The broker user who sent the command."}},
    }


def _of_channel(exchange: str, message: type[Data]) -> Document:
    return {"$ref": f"#/channels/{exchange}/messages/{message.type}"}


def _message(cls: type[Data]) -> Document:
    return {
        "name": cls.type,
        "title": cls.__name__,
        "summary": sentence(cls.__doc__),
        "contentType": CONTENT_TYPE,
        "correlationId": {"location": "$message.payload#/correlationid"},
        "payload": {
            "allOf": [
                {"$ref": _REF.format(model=Envelope.__name__)},
                {
                    "type": "object",
                    "properties": {
                        "type": {"const": cls.type},
                        "data": {"$ref": _REF.format(model=cls.__name__)},
                    },
                },
            ]
        },
        "examples": [{"name": cls.__name__, "payload": example_of(cls)}],
    }


def _schemas(messages: tuple[type[Data], ...]) -> Document:
    models: list[type[BaseModel]] = [Envelope, *dict.fromkeys(messages)]
    _, found = models_json_schema([(model, mode_of(model)) for model in models], ref_template=_REF)
    schemas: Document = found["$defs"]
    words = {c.__name__: field_docs(c) for model in models for c in (model, *shapes_of(model))}
    for name, schema in schemas.items():
        for field, definition in schema.get("properties", {}).items():
            definition.pop("title", None)
            if meaning := words.get(name, {}).get(field):
                definition["description"] = meaning
    return schemas
