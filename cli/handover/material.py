"""All of a township that may fall to somebody: no contacts, no votes, no drafts."""

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.stores import open_stores, things_of
from services.evaluation.domain.ballot import ballot
from services.evaluation.storage.tables import BALLOT
from services.handling.domain.item import item
from services.handling.domain.project import project
from services.handling.domain.promise import promise
from services.handling.storage.tables import ITEM, PROJECT, PROMISE
from services.intake.domain.topic import topic
from services.intake.storage.tables import SUBMISSION, TOPIC
from services.scheduling.domain.meeting import meeting
from services.scheduling.domain.visit import visit
from services.scheduling.storage.tables import MEETING, VISIT
from shared.kernel.messages.base import Contract
from shared.kernel.store.clock import time_kept
from shared.kernel.store.kind import Kind
from shared.language.contracts.evaluation import BallotSnapshot
from shared.language.contracts.handling import ItemSnapshot, ProjectSnapshot, PromiseSnapshot
from shared.language.contracts.intake import TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot, VisitSnapshot

S = TypeVar("S", bound=Contract)
_OPEN_PROJECTS = (*project.UNDER_WAY, project.DONE)
_ENDED = (meeting.PUBLISHED, meeting.DECLINED, meeting.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Items and topics of all states, because what came of them outlives them; of the rest what is open."""

    items: tuple[ItemSnapshot, ...] = ()
    promises: tuple[PromiseSnapshot, ...] = ()
    projects: tuple[ProjectSnapshot, ...] = ()
    meetings: tuple[MeetingSnapshot, ...] = ()
    visits: tuple[VisitSnapshot, ...] = ()
    ballots: tuple[BallotSnapshot, ...] = ()
    topics: tuple[TopicSnapshot, ...] = ()
    raised_in: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Village → the submissions from there, for the villages that were asked for."""


async def now_there() -> datetime:
    """The moment by the platform's clock, as handling has it."""
    async with open_stores(("handling",)) as (store,), store.engine.connect() as connection:
        return await time_kept(connection, store.tables.story_clock)


async def read(township: str, villages: Iterable[str]) -> Material:
    """What the services have of that township. Raises SettingsError, and what the databases raise."""
    async with open_stores(("handling", "scheduling", "evaluation", "intake")) as stores:
        handling, scheduling, evaluation, intake = stores
        async with handling.engine.connect() as connection:
            items = await _all(connection, ITEM, ItemSnapshot, township, item.STATES)
            promises = await _all(connection, PROMISE, PromiseSnapshot, township, promise.UNCONFIRMED)
            projects = await _all(connection, PROJECT, ProjectSnapshot, township, _OPEN_PROJECTS)
        async with scheduling.engine.connect() as connection:
            open_ones = set(meeting.STATES) - set(_ENDED)
            meetings = await _all(connection, MEETING, MeetingSnapshot, township, open_ones)
            visits = await _all(connection, VISIT, VisitSnapshot, township, (visit.PLANNED,))
        async with evaluation.engine.connect() as connection:
            ballots = await _all(connection, BALLOT, BallotSnapshot, township, (ballot.OPEN,))
        async with intake.engine.connect() as connection:
            topics = await _all(connection, TOPIC, TopicSnapshot, township, topic.STATES)
            raised_in = await _raised_in(connection, township, frozenset(villages))
        return Material(
            items=items,
            promises=promises,
            projects=projects,
            meetings=meetings,
            visits=visits,
            ballots=ballots,
            topics=topics,
            raised_in=raised_in,
        )


async def _all(
    connection: AsyncConnection, kind: Kind[Any], snapshot: type[S], township: str, states: Iterable[str]
) -> tuple[S, ...]:
    return tuple([one async for one in _published(connection, kind, snapshot, township, states)])


async def _published(
    connection: AsyncConnection, kind: Kind[Any], snapshot: type[S], township: str, states: Iterable[str]
) -> AsyncIterator[S]:
    async for thing in things_of(connection, kind, township, states):
        published = kind.publish(thing)
        assert isinstance(published, snapshot)
        yield published


async def _raised_in(
    connection: AsyncConnection, township: str, villages: frozenset[str]
) -> Mapping[str, frozenset[str]]:
    if not villages:
        return {}
    rows = SUBMISSION.table.c
    village = rows.data["village"].astext
    query = select(village, rows.id).where(rows.tenant == township, village.in_(villages))
    found: dict[str, set[str]] = {}
    for code, id in await connection.execute(query):
        found.setdefault(code, set()).add(id)
    return {code: frozenset(ids) for code, ids in found.items()}
