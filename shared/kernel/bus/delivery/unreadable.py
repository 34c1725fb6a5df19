"""Commands that cannot be read: who sent them is known all the same, and is told which attribute is wrong.

What nobody can be told, since the broker names no user or one that the platform does not know, is parked, as
is everything unreadable among events. Whoever sends more than a fault explains is told so once; the rest of
that time's is counted, and neither answered nor kept, nor is what nobody can be told any more.
"""

import asyncio
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import structlog
from pydantic import TypeAdapter, ValidationError

from shared.kernel.bus.access.trust import Trust
from shared.kernel.bus.delivery.allowance import Allowance
from shared.kernel.bus.delivery.answering import Answering
from shared.kernel.bus.delivery.delivery import Delivery, Done, Handle, Outcome, Wrap
from shared.kernel.bus.delivery.reading import BODY_LIMIT, UNREADABLE
from shared.kernel.messages.base import Attribute
from shared.kernel.messages.errors import Refusal, Unprocessable, refuse
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import inbox_queue

log = structlog.get_logger(__name__)

_BINARY = ("cloudEvents:", "cloudEvents_", "ce-")
"""How header names begin in CloudEvents' binary mode, by its bindings and by those who mix them up."""
_NOBODY = ""
"""In place of the publisher, of all together whom nobody can answer."""
_LONGEST = 300
"""Characters that an answer says of what is wrong."""
_attribute = TypeAdapter(Attribute)


class Salvage(NamedTuple):
    """What could be read of the envelope; ``tenant`` is empty where it could not."""

    source: str | None
    id: str | None
    type: str | None
    tenant: str


def salvaged(delivery: Delivery, registry: Registry) -> Salvage:
    """The attributes that name a message, from its body or from the headers of the binary mode."""
    said = _attributes(delivery)
    source, id, type = (_good(said.get(name)) for name in ("source", "id", "type"))
    fields = registry.envelope.model_fields["tenant"]
    tenant = _good(said.get(registry.envelope.tenant_name), TypeAdapter(fields.rebuild_annotation()))
    return Salvage(source, id, type, tenant or "")


def _attributes(delivery: Delivery) -> Mapping[str, Any]:
    if in_binary_mode(delivery):
        return {
            name.removeprefix(prefix): value
            for name, value in delivery.headers.items()
            for prefix in _BINARY
            if name.startswith(prefix)
        }
    try:
        said = json.loads(delivery.body) if len(delivery.body) <= BODY_LIMIT else None
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def in_binary_mode(delivery: Delivery) -> bool:
    """Whether its attributes are in the headers."""
    return any(name.startswith(_BINARY) for name in delivery.headers)


def _good(value: object, kind: TypeAdapter[str] = _attribute) -> str | None:
    try:
        return kind.validate_python(value)
    except ValidationError:
        return None


def answered(service: str, answering: Answering, trust: Trust, allowance: Allowance) -> Wrap:
    """The concern: an unreadable command is answered instead of parked, if there is somebody to answer."""
    inbox = inbox_queue(service, "commands")

    def wrap(handle: Handle) -> Handle:
        async def handle_answered(delivery: Delivery) -> Outcome:
            try:
                return await handle(delivery)
            except Unprocessable as error:
                if error.reason not in UNREADABLE or delivery.queue != inbox:
                    raise
                user = delivery.publisher if trust.knows(delivery.publisher) else None
                left = allowance.left(user or _NOBODY, asyncio.get_running_loop().time())
                if left == 0:
                    log.error("unreadable_too_often", publisher=user, at_most=allowance.at_most)
                if user is None and left >= 0:
                    raise
                refusal = (
                    _refusal(delivery, error)
                    if left > 0
                    else refuse("unreadable_too_often", at_most=allowance.at_most, minutes=allowance.minutes)
                )
                if user is None or left < 0:
                    answering.note(refusal)
                    return Done("refused")
                await answering.unread(delivery, user, refusal, *salvaged(delivery, trust.registry))
                return Done("refused")

        return handle_answered

    return wrap


def _refusal(delivery: Delivery, error: Unprocessable) -> Refusal:
    problem = "CloudEvents binary mode" if in_binary_mode(delivery) else error.detail
    return refuse("invalid_envelope", error.field or None, detail=f"{error.reason}: {problem}"[:_LONGEST])
