"""What the relay reads and writes in the journal: the events that are due, and those that have to wait.

An event that was not confirmed waits until ``waits_until``, by the clock of the database, and so do the
later events of its thing, until the very same moment: so they come back together, in their order. Who waits
is not in the way of the others: fresh events have an index of their own.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from shared.kernel.messages.envelope import Sealed
from shared.kernel.store.session import Session

_CONTENT = (
    "position, tenant, subject, id, type, time, "
    "coalesce(correlation, envelope->>'correlationid', id), coalesce(body, envelope::text), asker, "
    "public, failures"
)
_HELD = (
    "FROM journal AS held WHERE held.tenant = journal.tenant AND held.subject = journal.subject "
    "AND held.sent_at IS NULL AND held.waits_until IS NOT NULL"
)
_FRESH = (
    f"SELECT {_CONTENT}, EXISTS (SELECT {_HELD}), false FROM journal "
    "WHERE sent_at IS NULL AND available_at IS NULL AND waits_until IS NULL AND position <> ALL ($1) "
    "ORDER BY position LIMIT $2"
)
_DUE = (
    f"SELECT {_CONTENT}, false, true FROM journal "
    "WHERE sent_at IS NULL AND waits_until <= clock_timestamp() ORDER BY waits_until, position LIMIT $3"
)
_FRESH_AND_DUE = f"({_FRESH}) UNION ALL ({_DUE})"
_MARK_SENT = "UPDATE journal SET sent_at = clock_timestamp(), waits_until = NULL WHERE position = ANY ($1)"
_LET_WAIT = (
    "UPDATE journal SET failures = given.failures, "
    "waits_until = statement_timestamp() + make_interval(secs => given.seconds) "
    "FROM unnest($1::bigint[], $2::int[], $3::float8[]) AS given (position, failures, seconds) "
    "WHERE journal.position = given.position AND sent_at IS NULL"
)
_LET_LATER_ONES_WAIT = (
    "UPDATE journal SET waits_until = head.waits_until FROM journal AS head "
    "WHERE head.position = ANY ($1) AND journal.tenant = head.tenant AND journal.subject = head.subject "
    "AND journal.position > head.position AND journal.sent_at IS NULL AND journal.available_at IS NULL"
)
_LET_WAIT_BEHIND = (
    f"UPDATE journal SET waits_until = (SELECT max(held.waits_until) {_HELD}) "
    "WHERE position = ANY ($1) AND sent_at IS NULL"
)
_TRY_NOW = (
    "UPDATE journal SET waits_until = statement_timestamp() FROM journal AS ended "
    "WHERE ended.position = ANY ($1) AND journal.sent_at IS NULL AND journal.waits_until IS NOT NULL "
    "AND journal.tenant = ended.tenant "
    "AND (journal.position = ended.position OR journal.subject = ended.subject)"
)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A row to be sent. ``chain``: rows of one chain are sent one after the other.

    ``failures``: how often it was not confirmed. ``behind``: an earlier event of its thing waits, so it must
    wait as well. ``again``: it has waited, and is due.
    """

    position: int
    chain: tuple[str, str | int]
    event: Sealed
    failures: int = 0
    behind: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    """So long, in seconds, the row and what follows of its thing is not sent, having failed so often."""

    position: int
    failures: int
    seconds: float


async def fresh(session: Session, known: Collection[int], limit: int) -> list[Unsent]:
    """The oldest events that nobody has tried to send, but for those at the positions that are ``known``.

    Not those past a position: what is committed late has an earlier one, and what follows of its thing a
    later one.
    """
    return _rows(await session.fetch(_FRESH, list(known), limit))


async def fresh_and_due(session: Session, limit: int, due: int) -> list[Unsent]:
    """The oldest events that nobody has tried to send, and those that have waited long enough."""
    return _rows(await session.fetch(_FRESH_AND_DUE, [], limit, due))


async def mark_sent(session: Session, positions: Sequence[int]) -> None:
    """They are confirmed."""
    if positions:
        await session.fetch(_MARK_SENT, positions)


async def let_wait(session: Session, waits: Sequence[Wait], behind: Sequence[int]) -> None:
    """Rows that failed, what follows them, and fresh rows of things that wait already."""
    if waits:
        positions = [wait.position for wait in waits]
        failures, seconds = [wait.failures for wait in waits], [wait.seconds for wait in waits]
        await session.fetch(_LET_WAIT, positions, failures, seconds)
        await session.fetch(_LET_LATER_ONES_WAIT, positions)
    if behind:
        await session.fetch(_LET_WAIT_BEHIND, behind)


async def try_now(session: Session, positions: Sequence[int]) -> None:
    """What waits of these rows' things need not wait any longer."""
    if positions:
        await session.fetch(_TRY_NOW, positions)


def encoded(public: str | None) -> bytes | None:
    """A public face as it is sent."""
    return None if public is None else public.encode()


def _rows(found: Sequence[Any]) -> list[Unsent]:
    return [
        Unsent(
            position,
            (tenant, subject or position),
            Sealed(id, type, time, correlation, tenant, body.encode(), asker, encoded(public)),
            failures,
            behind,
            again,
        )
        for (
            position,
            tenant,
            subject,
            id,
            type,
            time,
            correlation,
            body,
            asker,
            public,
            failures,
            behind,
            again,
        ) in found
    ]
