"""From bytes to a message: every error of a message's form is found here, before anything else looks at
it."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Wrap
from shared.kernel.messages.base import Command, Data, Event
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.errors import Refusal, Unprocessable, refuse
from shared.kernel.messages.nearest_field import nearest_field
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.text import clean, visibly
from shared.kernel.messages.topology import Topology

BODY_LIMIT = 4 * 1024 * 1024
"""Bytes; more is not even read. What a field may hold is far less and is refused with a reason."""
_UNREADABLE: Mapping[str, str | None] = {"actorid": "unreadable", "actordepartment": None}
"""Attributes of which a command can be refused, and what stands for them in the refusal."""
_MALFORMED = frozenset({"string_pattern_mismatch", "string_too_long", "string_too_short"})
_NAME = 64
"""Characters of a field's name that an answer repeats: the name may be foreign."""


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
        # A field that a command does not have is refused at any depth; of an event it is ignored.
        return cls.model_validate(envelope.data, extra="forbid" if issubclass(cls, Command) else None)
    except ValidationError as error:
        if issubclass(cls, Event):
            raise Unprocessable("invalid_data", describe(error)) from error
        return _refused(cls, _problems(error))


def _refused(cls: type[Data], problems: list[ErrorDetails]) -> Refusal:
    """A field that there is not explains why another is missing, so it is told first."""
    unknown = next((problem for problem in problems if problem["type"] == "extra_forbidden"), None)
    if unknown is not None:
        return refuse("unknown_field", _field(unknown["loc"]), nearest=nearest_field(cls, unknown["loc"]))
    first = problems[0]
    # What is wrong between fields lies with no field; its context says which one to look at.
    where = first["loc"] or (first.get("ctx", {}).get("field", ""),)
    return refuse("invalid_field", _field(where), problem=first["type"])


def _field(where: tuple[int | str, ...]) -> str:
    return _shown(".".join(filter(None, ("data", *(str(part)[:_NAME] for part in where)))))[:200]


def _shown(foreign: str) -> str:
    """In one line that hides nothing, for answers, logs and parked details."""
    return clean(visibly(foreign), lines=False)


def _problems(error: ValidationError) -> list[ErrorDetails]:
    """Without what was sent: it may be private."""
    return error.errors(include_url=False, include_input=False)


def describe(error: ValidationError) -> str:
    """The problems in one line, without what was sent: it may be private."""
    said = ((".".join(str(part)[:_NAME] for part in p["loc"]), p["msg"]) for p in _problems(error)[:10])
    return _shown("; ".join(": ".join(filter(None, problem)) for problem in said))


def _actor_problem(error: Unprocessable) -> Refusal | None:
    """What is wrong with who acts, if nothing else is wrong with the envelope."""
    if not isinstance(error.__cause__, ValidationError):
        return None
    problems = _problems(error.__cause__)
    if not all(p["loc"][:1] and p["loc"][0] in _UNREADABLE and p["type"] in _MALFORMED for p in problems):
        return None
    return refuse("invalid_field", str(problems[0]["loc"][0]), problem=problems[0]["type"])


def _without_actor(body: bytes, registry: Registry) -> Envelope:
    attributes: dict[str, Any] = json.loads(body)
    return registry.envelope.model_validate({**attributes, **_UNREADABLE})


def opened(registry: Registry) -> Wrap:
    """The concern: bytes to an envelope. One in which only the actor is malformed can still be answered."""

    def wrap(handle: Handle) -> Handle:
        async def handle_opened(delivery: Delivery) -> Outcome:
            try:
                envelope, problem = read_envelope(delivery.body, registry), None
            except Unprocessable as error:
                problem = _actor_problem(error)
                if problem is None:
                    raise
                envelope = _without_actor(delivery.body, registry)
            return await handle(replace(delivery, envelope=envelope, data=problem))

        return handle_opened

    return wrap


def understood(topology: Topology) -> Wrap:
    """The concern: the envelope's data to the class that its type names."""

    def wrap(handle: Handle) -> Handle:
        async def handle_understood(delivery: Delivery) -> Outcome:
            data = read_data(delivery.queue, delivery.opened, topology)
            if isinstance(delivery.data, Refusal):
                if isinstance(data, Event):
                    raise Unprocessable("invalid_envelope", delivery.data.field or "")
                data = delivery.data
            return await handle(replace(delivery, data=data))

        return handle_understood

    return wrap
