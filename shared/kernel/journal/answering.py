"""The answer to a command, as rows of the journal: with what the command decided, and again when it comes
again.

A command is known by its source and id, its words by a digest. A short one: it tells a slip of the sender,
who has no gain from a collision, and it must not be a means to find out what was said.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from shared.kernel.journal.entry import Entry, Written, source_of, write_answer
from shared.kernel.messages.base import Answer, Caused, CommandAccepted, Event
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.ids import derived_id
from shared.kernel.store.session import Session

DIGEST_BYTES = 8
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))

_DIGEST = "SELECT digest FROM inbox WHERE consumer = $1 AND tenant = $2 AND source = $3 AND message_id = $4"
_SEND_AGAIN = """
WITH sent AS (
  UPDATE journal SET sent_at = NULL, failures = 0, waits_until = NULL, asker = $2,
    body = jsonb_set(body::jsonb, '{data,repeated}', 'true')::text
  WHERE id = $1 AND asker IS NOT NULL AND sent_at IS NOT NULL
)
INSERT INTO journal (tenant, id, type, time, correlation, body, asker, vouched)
SELECT tenant, $3, type, time, correlation,
  jsonb_set(body::jsonb, '{data,repeated}', 'true')::text, $2, vouched
FROM journal WHERE id = $1 AND asker IS NOT NULL AND sent_at IS NULL
ON CONFLICT (id) DO UPDATE SET sent_at = NULL, failures = 0, waits_until = NULL, asker = $2
WHERE journal.sent_at IS NOT NULL"""
_WRITE_ALONE = (
    "INSERT INTO journal (tenant, id, type, time, correlation, body, asker) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7) "
    "ON CONFLICT (id) DO UPDATE SET sent_at = NULL, failures = 0, waits_until = NULL "
    "WHERE journal.sent_at IS NOT NULL"
)


def digest_of(envelope: Envelope) -> bytes:
    """Of what a command says and who says it. Its time and its trace may differ when it is sent again."""
    said: tuple[Any, ...] = (
        envelope.type,
        envelope.actorid,
        envelope.actorrole,
        envelope.actordepartment,
        envelope.data,
    )
    return blake2b(_ENCODER.encode(said).encode(), digest_size=DIGEST_BYTES).digest()


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that is to be answered.

    ``filed``: the source under which its id is taken; not its own when it claims to be somebody else.
    """

    asker: str
    command: Envelope
    filed: str
    accepted: type[CommandAccepted]
    vouched: str | None = None
    """What is kept of the token that said who acts."""

    def id(self, service: str, *more: str) -> str:
        """The id of its answer, the same however often it comes."""
        return derived_id("answer", service, self.command.tenant, self.filed, self.command.id, *more)

    def accepting(self, service: str, entries: list[Entry], written: list[Written]) -> CommandAccepted:
        """The answer when it was carried out, with these events."""
        caused = _caused(self.command.type, entries, written)
        said = {"event": _named(service, caused[1]), **self.accepted.says_of(caused[0])} if caused else {}
        return self.accepted(
            command_source=self.command.source,
            command_id=self.command.id,
            command_type=self.command.type,
            **said,
        )

    def write(self, answer: Answer, service: str, now: datetime, *more: str) -> Written:
        """The row of the journal."""
        command = self.command
        said = {command.tenant_name: command.tenant, "traceparent": command.traceparent}
        id = self.id(service, *more)
        return write_answer(answer, id, self.asker, service, now, command.correlation, said, self.vouched)


def answers(event_type: str, command_type: str) -> bool:
    """Whether an event of that type is about a thing of the command's own kind."""
    return event_type.split(".")[:2] == command_type.split(".")[:2]


def _caused(command: str, entries: list[Entry], written: list[Written]) -> tuple[Event, Written] | None:
    """The first event about a thing of the command's own kind, else the first."""
    told = [
        (entry.event, row) for entry, row in zip(entries, written, strict=False) if entry.available_at is None
    ]
    return next((one for one in told if answers(one[1].type, command)), next(iter(told), None))


def _named(service: str, row: Written) -> Caused:
    return Caused(
        id=row.id, source=source_of(service), type=row.type, subject=row.subject, sequence=row.sequence
    )


async def is_other_than_before(session: Session, consumer: str, asked: Asked) -> bool:
    """Whether the id was used for other words."""
    command = asked.command
    known = await session.fetch(_DIGEST, consumer, command.tenant, asked.filed, command.id)
    return bool(known) and known[0][0] not in (None, digest_of(command))


async def answer_again(session: Session, service: str, asked: Asked) -> None:
    """Send the first answer once more, marked as repeated.

    One that is not known to be sent may be there already: its asker is quicker than we note it. Another one
    follows it then, once however often they ask meanwhile.
    """
    await session.fetch(_SEND_AGAIN, asked.id(service), asked.asker, asked.id(service, "again"))


async def answer_alone(session: Session, tenant: str, row: Written) -> None:
    """Write an answer with which nothing else is written; one that was sent before is sent again."""
    values = (row.id, row.type, row.time, row.correlation, row.body, row.asker)
    await session.fetch(_WRITE_ALONE, tenant, *values)
