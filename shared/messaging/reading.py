"""From bytes to a message: everything that can be wrong with one is said here, before anything else looks at it."""

from pydantic import ValidationError

from shared.contracts.base import Command, Data, Event
from shared.contracts.envelope import Envelope
from shared.contracts.registry import TYPES
from shared.errors import Refusal, Unprocessable, refuse
from shared.messaging.topology import TOPOLOGY, commands_exchange, events_exchange

BODY_LIMIT = 4 * 1024 * 1024
"""Bytes; more is not even read. What a field may hold is far less and is refused with a reason."""


def read_envelope(body: bytes) -> Envelope:
    """The envelope. Raises Unprocessable: ``too_large``, ``not_json`` or ``invalid_envelope``."""
    if len(body) > BODY_LIMIT:
        raise Unprocessable("too_large", f"{len(body)} bytes, at most {BODY_LIMIT}")
    try:
        return Envelope.model_validate_json(body)
    except ValidationError as error:
        reason = "not_json" if error.errors()[0]["type"] == "json_invalid" else "invalid_envelope"
        raise Unprocessable(reason, describe(error)) from error


def read_data(queue: str, envelope: Envelope) -> Data | Refusal:
    """The data as the class that the type names; a command whose data is wrong is a refusal.

    Raises Unprocessable: ``unknown_type``, ``wrong_queue`` (the topology sends no such type there: a command where
    events come, another's event, one that nobody subscribed to, a timer from outside) or ``invalid_data`` (an event
    that breaks its contract).
    """
    cls = TYPES.get(envelope.type)
    if cls is None:
        raise Unprocessable("unknown_type", envelope.type)
    if not _belongs(queue, cls):
        raise Unprocessable("wrong_queue", f"{envelope.type} in {queue}")
    try:
        return cls.model_validate(envelope.data)
    except ValidationError as error:
        if issubclass(cls, Event):
            raise Unprocessable("invalid_data", describe(error)) from error
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(("data", *(str(part) for part in first["loc"])))
        return refuse("invalid_field", field, problem=first["type"])


def _belongs(queue: str, cls: type[Data]) -> bool:
    exchange = commands_exchange if issubclass(cls, Command) else events_exchange
    return queue in TOPOLOGY.queues_for(exchange(cls.owner()), cls.type)


def describe(error: ValidationError) -> str:
    """The problems in one line, without what was sent: it may be private."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(": ".join(filter(None, (".".join(map(str, p["loc"])), p["msg"]))) for p in problems[:10])
