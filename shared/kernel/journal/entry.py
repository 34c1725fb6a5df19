"""An event on its way into the journal, and the very text that will be sent."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

from pydantic_core import to_json

from shared.kernel.messages.base import Event
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


def write_down(entry: Entry, number: int, cause: Envelope, service: str, now: datetime) -> Written:
    """Put the ``number``-th event caused by ``cause`` into its envelope.

    A timer is said by the system at the moment when it is due. The envelope is written by hand around the
    event's own JSON: its attributes were checked when ``cause`` was read.
    """
    time = (entry.available_at or now).astimezone(UTC)
    actor = SYSTEM if entry.available_at else cause.actor
    id = derived_id("event", service, cause.tenant, cause.source, cause.id, str(number))
    attributes = {
        "specversion": "1.0",
        "id": id,
        "source": source_of(service),
        "type": entry.event.type,
        "time": time.isoformat().replace("+00:00", "Z"),
        cause.tenant_name: cause.tenant,
        "actorid": actor.id,
        "actorrole": actor.role,
        "actordepartment": actor.department,
        "subject": entry.subject,
        "sequence": entry.sequence,
        "correlationid": cause.correlation,
        "causationid": cause.id,
        "traceparent": cause.traceparent,
        "datacontenttype": "application/json",
    }
    head = to_json({name: value for name, value in attributes.items() if value is not None}).decode()
    return Written(
        id=id,
        type=entry.event.type,
        subject=entry.subject,
        sequence=entry.sequence,
        time=time,
        correlation=cause.correlation,
        body=f'{head[:-1]},"data":{entry.event.model_dump_json()}}}',
        available_at=entry.available_at,
        dedupe_key=entry.dedupe_key,
    )


def source_of(service: str) -> str:
    """The CloudEvents source of a service's events."""
    return f"/youyue/{service}"
