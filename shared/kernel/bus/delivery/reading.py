"""From bytes to a message: everything that can be wrong with one is said here, before anything else looks at
it."""

from dataclasses import replace

from pydantic import ValidationError

from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Wrap
from shared.kernel.messages.base import Data, Event
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.errors import Refusal, Unprocessable, refuse
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import Topology

BODY_LIMIT = 4 * 1024 * 1024
"""Bytes; more is not even read. What a field may hold is far less and is refused with a reason."""


def read_envelope(body: bytes, registry: Registry) -> Envelope:
    """The envelope. Raises Unprocessable: ``too_large``, ``not_json`` or ``invalid_envelope``."""
    if len(body) > BODY_LIMIT:
        raise Unprocessable("too_large", f"{len(body)} bytes, at most {BODY_LIMIT}")
    try:
        return registry.envelope.model_validate_json(body)
    except ValidationError as error:
        reason = "not_json" if error.errors()[0]["type"] == "json_invalid" else "invalid_envelope"
        raise Unprocessable(reason, describe(error)) from error


def read_data(queue: str, envelope: Envelope, topology: Topology) -> Data | Refusal:
    """The data as the class that the type names; a command whose data is wrong is a refusal.

    Raises Unprocessable: ``unknown_type``, ``wrong_queue`` (the topology sends no such type there: a command
    where events come, another's event, one that nobody subscribed to, a timer from outside) or
    ``invalid_data`` (an event that breaks its contract).
    """
    cls = topology.registry.types.get(envelope.type)
    if cls is None:
        raise Unprocessable("unknown_type", envelope.type)
    if not topology.delivers(queue, cls):
        raise Unprocessable("wrong_queue", f"{envelope.type} in {queue}")
    try:
        return cls.model_validate(envelope.data)
    except ValidationError as error:
        if issubclass(cls, Event):
            raise Unprocessable("invalid_data", describe(error)) from error
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        field = ".".join(("data", *(str(part) for part in first["loc"])))
        return refuse("invalid_field", field, problem=first["type"])


def describe(error: ValidationError) -> str:
    """The problems in one line, without what was sent: it may be private."""
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    return "; ".join(": ".join(filter(None, (".".join(map(str, p["loc"])), p["msg"]))) for p in problems[:10])


def opened(registry: Registry) -> Wrap:
    """The concern: bytes to an envelope."""

    def wrap(handle: Handle) -> Handle:
        async def handle_opened(delivery: Delivery) -> Outcome:
            return await handle(replace(delivery, envelope=read_envelope(delivery.body, registry)))

        return handle_opened

    return wrap


def understood(topology: Topology) -> Wrap:
    """The concern: the envelope's data to the class that its type names."""

    def wrap(handle: Handle) -> Handle:
        async def handle_understood(delivery: Delivery) -> Outcome:
            data = read_data(delivery.queue, delivery.opened, topology)
            return await handle(replace(delivery, data=data))

        return handle_understood

    return wrap
