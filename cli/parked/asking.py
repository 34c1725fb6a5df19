"""Asking the services' tables of parked messages, and reporting the errors of asking."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, NoReturn, TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.parked.selection import Selection
from cli.settings_words import settings_in_words
from cli.shown import shown
from cli.stores import Store, open_stores
from shared.kernel.bus.parking import parked as table
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import SettingsError

UNUSABLE = 2
T = TypeVar("T")
Act = Callable[[Store, AsyncConnection, table.Wanted], Awaitable[T]]
WAITING = "waiting"
_PAUSE = 0.2


def each(selection: Selection, act: Act[T]) -> list[tuple[str, T]]:
    """What ``act`` returns for each service, in a transaction of its own; problems are said and end the
    program."""
    return _run(_ask(selection, act))


def outcomes(
    asked: Mapping[str, tuple[int, ...]], wait: float, progress: Callable[[int], None]
) -> Counter[str]:
    """The outcomes of the messages that were asked for again, or ``WAITING`` for those that have none when
    nothing has changed for ``wait`` seconds. ``progress`` is told how many have one."""
    return _run(_outcomes(asked, wait, progress))


async def _outcomes(
    asked: Mapping[str, tuple[int, ...]], wait: float, progress: Callable[[int], None]
) -> Counter[str]:
    selection = Selection({service: table.Wanted(found, table.STATUSES) for service, found in asked.items()})
    clock = asyncio.get_running_loop().time
    before, moved = -1, clock()
    while True:
        found = await _ask(selection, lambda store, c, w: table.outcomes(c, store.tables, w))
        counts: Counter[str] = Counter()
        for row in (row for _, rows in found for row in rows):
            counts[_outcome(row)] += row.messages
        done = counts.total() - counts[WAITING]
        progress(done)
        if done != before:
            before, moved = done, clock()
        if not counts[WAITING] or clock() - moved > wait:
            return counts
        await asyncio.sleep(_PAUSE)


def _outcome(row: Any) -> str:
    return WAITING if row.status == table.RETRY_REQUESTED else f"{row.did} {row.why or ''}".strip()


async def _ask(selection: Selection, act: Act[T]) -> list[tuple[str, T]]:
    found = []
    async with open_stores(selection.services) as stores:
        for store in stores:
            async with store.engine.begin() as connection:
                found.append((store.service, await act(store, connection, selection.wanted(store.service))))
    return found


def _run(work: Coroutine[Any, Any, T]) -> T:
    configure_logging("WARNING", "people")
    try:
        return asyncio.run(work)
    except SettingsError as error:
        give_up(f"设置有误 wrong settings: {settings_in_words(error)}", UNUSABLE)
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        give_up(
            f"用不了数据库，见 youyue doctor 。Cannot use the database, see youyue doctor: {error}", UNUSABLE
        )


def give_up(problem: str, code: int) -> NoReturn:
    """Say it and end."""
    typer.echo(shown(problem, lines=True), err=True)
    raise typer.Exit(code)
