"""From bytes to a message: every error of a message's form is found here, before anything else looks at
it."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from shared.kernel.bus.delivery.delivery import Delivery, Handle, Outcome, Wrap
from shared.kernel.messages.base import Command, Data, Event
from shared.kernel.messages.envelope import Envelope, in_short
from shared.kernel.messages.errors import Refusal, Unprocessable, refuse
from shared.kernel.messages.nearest_field import nearest_field
from shared.kernel.messages.noticed import Noticed
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.text import clean, visibly
from shared.kernel.messages.topology import Topology

BODY_LIMIT = 4 * 1024 * 1024
"""Bytes; more is not even read. What a field may hold is far less and is refused with a reason."""
UNREADABLE = frozenset({"too_large", "not_json", "invalid_envelope", "unknown_type", "wrong_queue"})
"""Why a message is taken for unreadable before anybody looks at what it asks."""
_LONG = 3_000
"""Bytes from which on looking through a command's texts might take longer than 5 ms."""
_READER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reading")
"""One long command at a time: the loop has its turn in between."""
_FIELD = re.compile("[A-Za-z][A-Za-z_]{0,40}")
_QUOTED = re.compile("'([^']*)'")
"""The values in what pydantic says to have expected."""
_NAME = 64
"""Characters of a field's name that an answer repeats: the name may be foreign."""


def read_envelope(body: bytes, registry: Registry) -> Envelope:
    """The envelope. Raises Unprocessable: ``too_large``, ``not_json`` or ``invalid_envelope``."""
    if len(body) > BODY_LIMIT:
        raise Unprocessable("too_large", f"{len(body)} bytes, at most {BODY_LIMIT}")
    try:
        return registry.envelope.model_validate_json(body)
    except ValidationError as error:
        first = _problems(error)[0]
        reason = "not_json" if first["type"] == "json_invalid" else "invalid_envelope"
        field = _shown(str(first["loc"][0])) if first["loc"] else ""
        raise Unprocessable(reason, describe(error), field) from error


def read_data(
    queue: str, envelope: Envelope, topology: Topology, noticed: Noticed | None = None
) -> Data | Refusal:
    """The data as the class that the type names; a command whose data is wrong is a refusal. ``noticed`` gets
    what the types of a command's fields took out of them.

    Raises Unprocessable: ``unknown_type``, ``wrong_queue`` (the topology sends no such type there: a command
    where events come, another's event, one that nobody subscribed to, a timer from outside) or
    ``invalid_data`` (an event that breaks its contract).
    """
    cls = topology.registry.types.get(envelope.type)
    if cls is None:
        raise Unprocessable("unknown_type", envelope.type, "type")
    if not topology.delivers(queue, cls):
        raise Unprocessable("wrong_queue", f"{envelope.type} in {queue}", "type")
    try:
        # A field that a command does not have is refused at any depth; of an event it is ignored.
        if issubclass(cls, Command):
            return _read_command(cls, envelope.data, noticed)
        return cls.model_validate(envelope.data)
    except ValidationError as error:
        if issubclass(cls, Event):
            raise Unprocessable("invalid_data", describe(error)) from error
        return refusal_of(cls, error)


def _read_command(cls: type[Command], said: Any, noticed: Noticed | None) -> Command:
    """Twice where a text has told something that an earlier one may say as well. Raises ValidationError."""
    command = cls.model_validate(said, extra="forbid", context=noticed)
    if noticed and (again := noticed.again()):
        command = cls.model_validate(said, extra="forbid", context=again)
        noticed.notes = again.notes
    return command


def refusal_of(cls: type[Data], error: ValidationError) -> Refusal:
    """Why a command's data is refused. A field that there is not explains why another is missing, so it is
    told first."""
    problems = _problems(error)
    unknown = next((problem for problem in problems if problem["type"] == "extra_forbidden"), None)
    if unknown is not None:
        field = _field(unknown["loc"])
        # Not in words, which another field may have too: its sender looks for what they wrote.
        near, given = nearest_field(cls, unknown["loc"]), field.removeprefix("data.")
        return refuse("unknown_field", field, given=given, nearest=near)
    first = problems[0]
    # What is wrong between fields lies with no field; its context says which one to look at.
    where = first["loc"] or (first.get("ctx", {}).get("field", ""),)
    return refuse("invalid_field", _field(where), problem=first["type"], one_of=_choices(first))


def _choices(problem: ErrorDetails) -> tuple[str, ...]:
    """What the field may say, if the contract lists it."""
    if problem["type"] not in ("literal_error", "enum"):
        return ()
    return tuple(_QUOTED.findall(str(problem.get("ctx", {}).get("expected", ""))))


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
    said = ((".".join(map(_name, p["loc"])), p["msg"]) for p in _problems(error)[:10])
    return _shown("; ".join(": ".join(filter(None, problem)) for problem in said))


def _name(part: int | str) -> str:
    """A field's name, if it can be one: a name of somebody's own making may be anything."""
    return str(part) if isinstance(part, int) or _FIELD.fullmatch(part) else "?"


def opened(registry: Registry) -> Wrap:
    """The concern: bytes to an envelope."""

    def wrap(handle: Handle) -> Handle:
        async def handle_opened(delivery: Delivery) -> Outcome:
            return await handle(delivery._replace(envelope=read_envelope(delivery.body, registry)))

        return handle_opened

    return wrap


Spares = Callable[[str], Awaitable[frozenset[str]]]
"""Tenant → what stays in its texts although it looks private."""


async def spare_nothing(_tenant: str) -> frozenset[str]:
    """For who knows no tenant."""
    return frozenset()


def understood(topology: Topology, spares: Spares) -> Wrap:
    """The concern: the envelope's data to the class that its type names."""

    commands = frozenset(topology.registry.commands())

    def wrap(handle: Handle) -> Handle:
        async def handle_understood(delivery: Delivery) -> Outcome:
            envelope = delivery.opened
            asked = envelope.type in commands
            noticed = Noticed(await spares(envelope.tenant)) if asked else Noticed()
            if len(delivery.body) < _LONG or not asked:
                data = read_data(delivery.queue, envelope, topology, noticed)
            else:
                data = await asyncio.get_running_loop().run_in_executor(
                    _READER, read_data, delivery.queue, envelope, topology, noticed
                )
            if noticed.notes or envelope.masked:
                # What the sender says of it, or an event's cause, is not what this message's answer tells.
                envelope = envelope.model_copy(update={"masked": in_short(" ".join(noticed.notes)) or None})
            return await handle(delivery._replace(envelope=envelope, data=data))

        return handle_understood

    return wrap
