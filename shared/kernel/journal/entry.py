"""An event on its way into the journal, and the very text that will be sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic_core import to_json

from shared.kernel.messages.audience import public_json
from shared.kernel.messages.base import Answer, Event
from shared.kernel.messages.envelope import SYSTEM, Envelope
from shared.kernel.messages.ids import derived_id


@dataclass(frozen=True, slots=True)
class Entry:
    """An event that was decided; a timer has a key and a moment."""

    event: Event
    subject: str | None = None
    sequence: int | None = None
    available_at: datetime | None = None
    dedupe_key: str | None = None


class Written(NamedTuple):
    """A row of the journal, without the tenant that all of them share."""

    id: str
    type: str
    subject: str | None
    sequence: int | None
    time: datetime
    correlation: str
    body: str
    available_at: datetime | None
    dedupe_key: str | None
    asker: str | None = None
    public: str | None = None
    """The public face where it is another one; empty: it has none."""
    vouched: str | None = None
    """On the answer to a command: what is kept of the token that said who acts, as JSON."""


def write_down(entries: Sequence[Entry], cause: Envelope, service: str, now: datetime) -> list[Written]:
    """Put the events caused by ``cause`` into their envelopes, in order.

    A timer is said by the system at the moment when it is due; so is what must not name who acted, at once.
    The envelope is written by hand around the event's own JSON: its attributes were checked when ``cause``
    was read.
    """
    if not entries:
        return []
    alike = _members(
        {
            "specversion": "1.0",
            "source": source_of(service),
            cause.tenant_name: cause.tenant,
            "correlationid": cause.correlation,
            "causationid": cause.id,
            "traceparent": cause.traceparent,
            "datacontenttype": "application/json",
        }
    )
    return [_written(entry, number, cause, service, now, alike) for number, entry in enumerate(entries, 1)]


def _written(entry: Entry, number: int, cause: Envelope, service: str, now: datetime, alike: str) -> Written:
    """The ``number``-th; ``alike``: what all of their envelopes say, as JSON without braces."""
    time = (entry.available_at or now).astimezone(UTC)
    nameless = entry.available_at or entry.event.anonymous
    actor = SYSTEM if nameless else cause.actor_about(entry.subject)
    id = derived_id("event", service, cause.tenant, cause.source, cause.id, str(number))
    own = {
        "id": id,
        "type": entry.event.type,
        "time": time.isoformat().replace("+00:00", "Z"),
        "actorid": actor.id,
        "actorrole": actor.role,
        "actordepartment": actor.department,
        "subject": entry.subject,
        "sequence": entry.sequence,
        "masked": None if entry.available_at else cause.masked,
    }
    head = f"{{{alike},{_members(own)}"
    public = "" if entry.available_at else public_json(entry.event)
    return Written(
        id=id,
        type=entry.event.type,
        subject=entry.subject,
        sequence=entry.sequence,
        time=time,
        correlation=cause.correlation,
        body=f'{head},"data":{entry.event.model_dump_json()}}}',
        available_at=entry.available_at,
        dedupe_key=entry.dedupe_key,
        public=f'{head},"data":{public}}}' if public else public,
    )


def write_answer(
    answer: Answer,
    id: str,
    asker: str,
    service: str,
    now: datetime,
    correlation: str | None = None,
    more: Mapping[str, Any] = MappingProxyType({}),
    vouched: str | None = None,
) -> Written:
    """Put an answer into its envelope; ``more``: the attributes that it has from a command that could be
    read."""
    time = now.astimezone(UTC)
    correlation = correlation or id
    attributes = {
        "specversion": "1.0",
        "id": id,
        "source": source_of(service),
        "type": answer.type,
        "time": time.isoformat().replace("+00:00", "Z"),
        "actorid": SYSTEM.id,
        "actorrole": SYSTEM.role,
        "correlationid": correlation,
        "causationid": answer.command_id,
        "datacontenttype": "application/json",
        **more,
    }
    body = f'{{{_members(attributes)},"data":{answer.model_dump_json()}}}'
    return Written(id, answer.type, None, None, time, correlation, body, None, None, asker, vouched=vouched)


def _members(attributes: Mapping[str, Any]) -> str:
    """As JSON without braces; what there is not is left out, as CloudEvents asks."""
    return to_json({name: value for name, value in attributes.items() if value is not None}).decode()[1:-1]


def source_of(service: str) -> str:
    """The CloudEvents source of a service's events."""
    return f"/youyue/{service}"
