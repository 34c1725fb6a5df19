"""What a partner finds on the broker, as AsyncAPI channels and operations of its own side: it sends
commands to an exchange, and receives answers and events from queues that bear its name and are there before
it comes."""

from collections.abc import Iterable
from typing import Any, Literal

from shared.kernel.bus.access.belongings import answers_queue, heard_queue, replay_queue
from shared.kernel.messages.base import Data
from shared.kernel.messages.topology import commands_exchange, events_exchange, rejects_key
from shared.language.contracts.envelope import Envelope

Document = dict[str, Any]
Messages = Iterable[type[Data]]
Channel = Literal["commands", "answers", "rejects", "events", "replay"]

_VERSION = "0.3.0"
"""Of the AMQP bindings."""
_USER = "{user}"
_WHO: Document = {"user": {"description": "The partner's broker user.", "examples": ["partner-12345"]}}
_VHOST = "/"
_TOWNSHIP = "330921201"


def commands_channel(service: str, commands: Messages) -> Document:
    """Where a partner publishes; the routing key is the type."""
    types = [command.type for command in commands]
    exchange = {
        "name": commands_exchange(service),
        "type": "topic",
        "durable": True,
        "autoDelete": False,
        "vhost": _VHOST,
    }
    return {
        "address": "{type}",
        "description": f"The topic exchange {exchange['name']}; the routing key is the type of the command.",
        "messages": _messages(types),
        "parameters": {"type": {"enum": types, "description": "The type of the command."}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": _VERSION}},
    }


def answers_channel(answers: Messages) -> Document:
    """Where the answer to each command is read."""
    return _queue(
        answers_queue(_USER),
        "The answer to each command of this broker user. data.command_source and data.command_id name it.",
        answers,
    )


def rejects_channel(answers: Messages) -> Document:
    """Where it is read that a message had no id."""
    about = "Refusals of messages in which no id could be read; data.unread has their size and SHA-256."
    return _queue(rejects_key(_USER), about, answers)


def events_channel(service: str, events: Messages) -> Document:
    """Where events are read. AsyncAPI's binding names a queue or a routing key and not both, so the key that
    each message has is in an extension."""
    about = (
        f"Events of {service} that the partner's entry names, of its townships, beside those of other "
        "services. They come at least once: for each subject keep the greatest sequence."
    )
    bound = {
        "exchange": events_exchange(service),
        "routingKey": "{type}.{township}",
        "township": f"in the levels of GB/T 2260: {_TOWNSHIP} is {Envelope.tenant_words(_TOWNSHIP)}",
    }
    return _queue(heard_queue(_USER), about, events) | {"x-youyue-bound": bound}


def replay_channel(service: str, messages: Messages) -> Document:
    """Where events are read that were asked for once more."""
    about = (
        f"Events of {service} that were asked for once more, oldest first, with their first routing key and "
        "the header x-youyue-replay. The last is followed by the end, which says how many there were."
    )
    return _queue(replay_queue(_USER), about, messages)


def _queue(name: str, description: str, messages: Messages) -> Document:
    queue = {"name": name, "durable": True, "exclusive": False, "autoDelete": False, "vhost": _VHOST}
    return {
        "address": name,
        "description": f"{description} The queue is there: declare and bind nothing.",
        "messages": _messages(message.type for message in messages),
        "parameters": _WHO,
        "bindings": {"amqp": {"is": "queue", "queue": queue, "bindingVersion": _VERSION}},
    }


def _messages(types: Iterable[str]) -> Document:
    return {type: {"$ref": f"#/components/messages/{type}"} for type in types}


def sending(command: type[Data], summary: str, answers: Messages) -> Document:
    """The operation of a command. The broker refuses a ``userId`` that is not who logged in, and without one
    nobody can be answered."""
    bindings = {"userId": _USER, "deliveryMode": 2, "mandatory": True, "bindingVersion": _VERSION}
    return {
        **_operation("send", "commands", (command,), summary, bindings),
        "reply": _carried("answers", answers),
    }


def receiving(channel: Channel, messages: Messages, summary: str) -> Document:
    """The operation of who reads a queue. A message is acknowledged when it has been stored."""
    return _operation("receive", channel, messages, summary, {"ack": True, "bindingVersion": _VERSION})


def _operation(
    action: str, channel: Channel, messages: Messages, summary: str, bindings: Document
) -> Document:
    return {
        "action": action,
        **_carried(channel, messages),
        "summary": summary,
        "bindings": {"amqp": bindings},
    }


def _carried(channel: Channel, messages: Messages) -> Document:
    at = f"#/channels/{channel}"
    return {
        "channel": {"$ref": at},
        "messages": [{"$ref": f"{at}/messages/{message.type}"} for message in messages],
    }
