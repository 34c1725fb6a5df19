"""What a partner finds on the broker, as AsyncAPI channels and operations of its own side: it sends
commands to an exchange, and receives answers and events from queues that bear its name and are there before
it comes."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from shared.kernel.bus.access.belongings import (
    answers_queue,
    facts_exchange,
    facts_queue,
    heard_queue,
    replay_queue,
)
from shared.kernel.messages.base import Data
from shared.kernel.messages.topology import commands_exchange, rejects_key
from shared.language.contracts.envelope import Envelope

Document = dict[str, Any]
Messages = Iterable[type[Data]]

ANYBODY = "{user}"
"""In place of a broker user's name, where the document is for any partner."""
_VERSION = "0.3.0"
"""Of the AMQP bindings."""
_WHO: Document = {"user": {"description": "The partner's broker user.", "examples": ["partner-12345"]}}
_VHOST = "/"
_TOWNSHIP = "330921201"


class Bound(NamedTuple):
    """The keys by which a queue is bound to an exchange."""

    exchange: str
    keys: tuple[str, ...]
    note: str = ""


def pattern_of(exchange: str) -> Bound:
    """How queues of partners are bound there."""
    note = f"in the levels of GB/T 2260: {_TOWNSHIP} is {Envelope.tenant_words(_TOWNSHIP)}"
    return Bound(exchange, ("{type}.{township}",), note)


def commands_channel(service: str, commands: Messages) -> Document:
    """Where a partner publishes; the routing key is the type."""
    return _exchange(commands_exchange(service), "of the command", (command.type for command in commands))


def facts_channel(user: str, facts: Iterable[str]) -> Document:
    """Where a partner publishes what it says of itself."""
    return _exchange(facts_exchange(user), "of the fact", facts)


def _exchange(name: str, whose: str, types: Iterable[str]) -> Document:
    known = list(types)
    exchange = {"name": name, "type": "topic", "durable": True, "autoDelete": False, "vhost": _VHOST}
    return {
        "address": "{type}",
        "description": f"The topic exchange {name}; the routing key is the type {whose}.",
        "messages": _messages(known),
        "parameters": {"type": {"enum": known, "description": f"The type {whose}."}},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": _VERSION}},
    }


def answers_channel(user: str, answers: Messages) -> Document:
    """Where the answer to each command is read."""
    about = "The answer to each command of this broker user. data.command_source and data.command_id name it."
    return _queue(user, answers_queue(user), about, _types(answers))


def rejects_channel(user: str, answers: Messages) -> Document:
    """Where it is read that a message had no id."""
    about = "Refusals of messages in which no id could be read; data.unread has their size and SHA-256."
    return _queue(user, rejects_key(user), about, _types(answers))


def events_channel(user: str, events: Messages, bound: Iterable[Bound]) -> Document:
    """Where events are read. AsyncAPI's binding names a queue or a routing key and not both, so the keys that
    messages have are in an extension."""
    about = (
        "Events that the partner's entry names, of its townships, of all services together. They come at "
        "least once: for each subject keep the greatest sequence."
    )
    by = [
        {"exchange": exchange, "routingKeys": list(keys), **({"township": note} if note else {})}
        for exchange, keys, note in bound
    ]
    return _queue(user, heard_queue(user), about, _types(events)) | {"x-youyue-bound": by}


def replay_channel(user: str, messages: Messages) -> Document:
    """Where events are read that were asked for once more."""
    about = (
        "Events that were asked for once more, oldest first, with their first routing key and the header "
        "x-youyue-replay. The last is followed by the end, which says how many there were."
    )
    return _queue(user, replay_queue(user), about, _types(messages))


def heard_facts_channel(user: str, owner: str, facts: Iterable[str]) -> Document:
    """Where another partner's facts are read."""
    about = f"What {owner} says of itself. What its data holds is between the two partners."
    return _queue(user, facts_queue(user, owner), about, facts)


def _queue(user: str, name: str, description: str, types: Iterable[str]) -> Document:
    queue = {"name": name, "durable": True, "exclusive": False, "autoDelete": False, "vhost": _VHOST}
    return {
        "address": name,
        "description": f"{description} The queue is there: declare and bind nothing.",
        "messages": _messages(types),
        **({"parameters": _WHO} if user == ANYBODY else {}),
        "bindings": {"amqp": {"is": "queue", "queue": queue, "bindingVersion": _VERSION}},
    }


def _messages(types: Iterable[str]) -> Document:
    return {type: {"$ref": f"#/components/messages/{type}"} for type in types}


def sending(user: str, command: type[Data], summary: str, answers: Messages) -> Document:
    """The operation of a command."""
    sent = _sent(user, commands_exchange(command.owner()), command.type, summary)
    return {**sent, "reply": _carried("answers", _types(answers))}


def saying(user: str, fact: str) -> Document:
    """The operation of a fact, which nobody answers."""
    return _sent(user, facts_exchange(user), fact, "What this partner says of itself.")


def _sent(user: str, channel: str, type: str, summary: str) -> Document:
    """The broker refuses a ``userId`` that is not who logged in, and without one nobody can be answered."""
    bindings = {"userId": user, "deliveryMode": 2, "mandatory": True, "bindingVersion": _VERSION}
    return _operation("send", channel, (type,), summary, bindings)


def receiving(channel: str, types: Iterable[str], summary: str) -> Document:
    """The operation of who reads a queue. A message is acknowledged when it has been stored."""
    return _operation("receive", channel, types, summary, {"ack": True, "bindingVersion": _VERSION})


def _operation(action: str, channel: str, types: Iterable[str], summary: str, bindings: Document) -> Document:
    return {
        "action": action,
        **_carried(channel, types),
        "summary": summary,
        "bindings": {"amqp": bindings},
    }


def _carried(channel: str, types: Iterable[str]) -> Document:
    at = f"#/channels/{channel}"
    return {
        "channel": {"$ref": at},
        "messages": [{"$ref": f"{at}/messages/{type}"} for type in types],
    }


def _types(messages: Messages) -> list[str]:
    return [message.type for message in messages]
