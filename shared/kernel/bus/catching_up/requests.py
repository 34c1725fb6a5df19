"""The use case behind ``<service>.replay.request.v1``: whether a partner's replay is begun.

It is bounded three ways: one at a time for each partner and tenant, a few an hour, and no faster than it is
read; see ``sending``.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import Table

from shared.kernel.bus.access.trust import USER_ID, Trust
from shared.kernel.journal.act import UseCase
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.quota import Quota
from shared.kernel.messages.replays import RequestReplay
from shared.kernel.store.session import Session

AT_MOST, WITHIN = 4, timedelta(hours=1)
"""So many replays of a tenant's events a partner may begin in any such time, of each service."""
_COMPARED = 100
"""Characters of a type that are compared."""

_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"
_FORGET = (
    "DELETE FROM replays WHERE tenant = $1 AND asker = $2 AND ended_at IS NOT NULL AND requested_at < $3"
)
_BEFORE = (
    "SELECT (SELECT count(*) FROM replays WHERE tenant = $1 AND asker = $2 AND ended_at IS NULL "
    "AND last_position < newest), "
    "(SELECT requested_at FROM replays WHERE tenant = $1 AND asker = $2 "
    "ORDER BY requested_at DESC OFFSET $3 LIMIT 1), "
    "(SELECT greatest(max(position), (SELECT max(position) FROM journal_past), 0) FROM journal)"
)


@dataclass(frozen=True, slots=True)
class Before:
    """``running``: one of the partner's is not over. ``full_since``: when the last but ``AT_MOST - 1`` was
    begun. ``newest``: where the journal stands."""

    running: bool
    full_since: datetime | None
    newest: int


def requested(replays: Table, trust: Trust | None) -> UseCase:
    """``trust`` None: messages stay in the process, where partners have no queues."""

    async def use_case(message: Message[Any], work: Work) -> Refusal | None:
        if trust is None:
            return refuse("replay_needs_broker")
        if work.asker is None:
            return refuse("publisher_unknown", USER_ID, user="")
        may = trust.may_hear(work.asker, work.service)
        if refusal := beyond(message.data, may, work.now):
            return refusal
        # From here on two requests of one partner come one after the other.
        before = await work.write(_looked_up, work.asker, work.now - WITHIN)
        if refusal := too_many(before, work.asker, work.now):
            return refusal
        _begin(replays, message, work, may, trust.hears_whole(work.asker), before.newest)
        return None

    return use_case


def beyond(asked: RequestReplay, may: tuple[str, ...], now: datetime) -> Refusal | None:
    """Whether it asks for what there cannot be, or for types that the partner may not hear (``may``). Both
    look the same: nobody learns by asking which types there are."""
    if asked.decided_from is not None and asked.decided_from > now:
        return refuse("replay_since_to_come", "data.decided_from", now=now.isoformat())
    if not may:
        return refuse("replay_of_nothing", "type")
    for place, type in enumerate(asked.types):
        if type not in may:
            near = _nearest(type, may)
            return refuse("replay_type_not_heard", f"data.types.{place}", one_of=near, nearest=near[0])
    return None


def too_many(before: Before, asker: str, now: datetime) -> Refusal | None:
    """Whether one is running still, or there were too many lately."""
    if before.running:
        return refuse("replay_running")
    again = Quota(asker, AT_MOST, WITHIN).again(before.full_since, now)
    return refuse("replay_too_often", at_most=AT_MOST, retry_at=again) if again else None


def _nearest(type: str, among: tuple[str, ...]) -> list[str]:
    def unlike(other: str) -> float:
        return -SequenceMatcher(None, type[:_COMPARED], other, autojunk=False).ratio()

    return sorted(among, key=unlike)


async def _looked_up(session: Session, tenant: str, asker: str, earliest: datetime) -> Before:
    """What the partner asked for before; the lock is held until the command is through."""
    await session.fetch(_LOCK, f"replay {tenant} {asker}")
    await session.fetch(_FORGET, tenant, asker, earliest)
    ((running, full_since, newest),) = await session.fetch(_BEFORE, tenant, asker, AT_MOST - 1)
    return Before(bool(running), full_since, newest)


def _begin(
    replays: Table,
    message: Message[Any],
    work: Work,
    may: tuple[str, ...],
    whole: tuple[str, ...],
    newest: int,
) -> None:
    command, asked = message.envelope, message.data
    work.insert(
        replays,
        id=work.new_id(),
        asker=work.asker,
        command_source=command.source,
        command_id=command.id,
        command_type=command.type,
        correlation=command.correlation,
        since=asked.decided_from,
        types=asked.types or may,
        inside=whole,
        subject=asked.subject,
        requested_at=work.now,
        last_position=0,
        newest=newest,
    )
