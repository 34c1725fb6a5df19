"""Asking the services' tables of parked messages, and reporting the errors of asking."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, NoReturn, TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.parked.selection import Selection
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


def outcomes(asked: Mapping[str, tuple[int, ...]], wait: float) -> Counter[str]:
    """The outcomes of the messages that were asked for again, after ``wait`` seconds at most; or
    ``WAITING``."""
    return _run(_outcomes(asked, wait))


async def _outcomes(asked: Mapping[str, tuple[int, ...]], wait: float) -> Counter[str]:
    selection = Selection({service: table.Wanted(found, table.STATUSES) for service, found in asked.items()})
    deadline = asyncio.get_running_loop().time() + wait
    while True:
        found = await _ask(selection, lambda store, c, w: table.parked_messages(c, store.tables, w))
        counts = Counter(_outcome(row) for _, rows in found for row in rows)
        if not counts[WAITING] or asyncio.get_running_loop().time() > deadline:
            return counts
        await asyncio.sleep(_PAUSE)


def _outcome(row: Any) -> str:
    if row.status == table.RETRY_REQUESTED:
        return WAITING
    last = row.history[-1]
    return f"{last['did']} {last.get('why', '')}".strip()


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
        give_up(f"设置有误 wrong settings: {error}", UNUSABLE)
    except (SQLAlchemyError, OSError, TimeoutError) as error:
        give_up(
            f"用不了数据库，见 youyue doctor 。Cannot use the database, see youyue doctor: {error}", UNUSABLE
        )


def give_up(problem: str, code: int) -> NoReturn:
    """Say it and end."""
    typer.echo(shown(problem, lines=True), err=True)
    raise typer.Exit(code)
