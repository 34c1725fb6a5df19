"""Which open deadlines would move, if a township decided by another law: asked of all services' databases.

Nothing is written. Each kind that counts its deadlines anew is asked through its own table, as the service
would ask it.
"""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import typer
from sqlalchemy import Text, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.services import load_service
from cli.shown import shown
from cli.stores import Store, open_stores, things_of
from services.directory.storage.tables import TOWNSHIP
from shared.kernel.machine import Moved, Transition
from shared.kernel.messages.envelope import SYSTEM
from shared.kernel.store.clock import time_kept
from shared.kernel.store.kind import Kind
from shared.language.behaviour import Law
from shared.language.calendar import local_day, local_minute
from shared.language.contracts.deadlines import Because, CountAnew
from shared.language.contracts.directory import TownshipSnapshot
from shared.language.directory.counting_anew import first_moment

_DEADLINES = ("_on", "_at")
"""How fields end that hold a day or an instant."""


@dataclass(frozen=True, slots=True)
class Move:
    """A field of an open thing that would be another; values as in its snapshot: days, or instants in UTC."""

    service: str
    kind: str
    id: str
    field: str
    was: Any
    now: Any


async def townships(ids: tuple[str, ...]) -> dict[str, TownshipSnapshot]:
    """These townships, or all if none is named, as directory has them; those that it has not are left out."""
    rows = TOWNSHIP.table.c
    query = select(cast(rows.data, Text)).order_by(rows.id)
    if ids:
        query = query.where(rows.id.in_(ids))
    async with open_stores(("directory",)) as (store,), store.engine.connect() as connection:
        found = [TOWNSHIP.load(document) for document in await connection.scalars(query)]
    return {one.township_id: TownshipSnapshot.model_validate(one) for one in found}


async def moves(township: str, law: Law, because: Because, since: date | None = None) -> list[Move]:
    """The deadlines of a township that would move under ``law``, counted anew now, or with the first moment
    of the day ``since`` if that is to come."""
    found: list[Move] = []
    async with open_stores() as stores:
        for store in stores:
            for kind in load_service(store.service).kinds:
                if timer := _timer_of(kind):
                    message = timer(because=because, since=since)
                    async for move in _moves_of(store, kind, message, township, law):
                        found.append(move)
    return found


def say(found: list[Move]) -> None:
    """A line for each, and how many there are."""
    for move in found:
        what = f"{move.service}.{move.kind} {shown(move.id)}  {move.field}"
        typer.echo(f"{what}: {_said(move.was)} → {_said(move.now)}")
    number = len({(move.service, move.kind, move.id) for move in found})
    typer.echo(f"将改变期限的事项：{number}件。Open things whose deadline would move: {number}.")


def _timer_of(kind: Kind[Any]) -> type[CountAnew] | None:
    return next((cls for cls in kind.behaviour.messages() if issubclass(cls, CountAnew)), None)


async def _moves_of(
    store: Store, kind: Kind[Any], message: CountAnew, township: str, law: Law
) -> AsyncIterator[Move]:
    states = {
        state
        for clause in kind.behaviour.transitions
        if isinstance(clause, Transition) and clause.on is type(message)
        for state in clause.states
    }
    async with store.engine.connect() as connection:
        now = await _moment(store, connection, message.since)
        situation = law.situation(now, SYSTEM, "", None)
        async for thing in things_of(connection, kind, township, states):
            decision = kind.behaviour.decide(thing, message, situation)
            if isinstance(decision, Moved):
                before, after = (dict(_fields(kind, one)) for one in (thing, decision.after))
                for field in _moved_fields(before, after):
                    was, is_now = before[field], after.get(field)
                    yield Move(store.service, kind.name, kind.id_of(thing), field, was, is_now)


def _moved_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """A deadline that stands there as a day and as a moment is one; whom it waits for follows from it."""
    moved = [
        field
        for field, was in before.items()
        if field.endswith(_DEADLINES) and after.get(field) != was and not field.startswith("waiting")
    ]
    return [field for field in moved if f"{field.removesuffix('_at')}_on" not in moved]


async def _moment(store: Store, connection: AsyncConnection, since: date | None) -> datetime:
    now = await time_kept(connection, store.tables.story_clock)
    return max(now, first_moment(since)) if since else now


def _fields(kind: Kind[Any], thing: Any) -> Iterator[tuple[str, Any]]:
    return _flat(kind.publish(thing).model_dump(mode="json"))


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _flat(inner, f"{name}[{number}]")
    else:
        yield name, value


def _said(value: Any) -> str:
    """A day as it is; an instant as the day and the minute on clocks here."""
    if not isinstance(value, str) or "T" not in value:
        return str(value)
    instant = datetime.fromisoformat(value)
    return f"{local_day(instant)} {local_minute(instant)}"
