"""Databases to try a backup in: made for it, dropped afterwards. No other database is ever touched."""

import re
import secrets
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from shared.kernel.settings.settings import ServiceSettings, settings_for

_NAME = re.compile(r"youyue_scratch_(\d{8}t\d{6})_[0-9a-f]{8}_[a-z]+")
_STAMP = "%Y%m%dt%H%M%S"
_FORGOTTEN = timedelta(days=1)
"""So old is what an interrupted verification has left."""


class NotScratch(Exception):
    """The database is none that was made for this; nothing was done."""


@asynccontextmanager
async def scratch_databases(
    server: str, services: Iterable[str]
) -> AsyncIterator[Mapping[str, ServiceSettings]]:
    """Empty databases on ``server``, one a service, as that service's settings; dropped at the end.

    ``server``: the address of any database there, ``postgresql://…``; its role must be allowed to make
    databases. What earlier runs have left for more than a day is dropped too. Raises asyncpg's errors and
    OSError.
    """
    connection = await asyncpg.connect(_plain(server), target_session_attrs="primary")
    run = f"youyue_scratch_{datetime.now(UTC).strftime(_STAMP)}_{secrets.token_hex(4)}"
    try:
        for row in await connection.fetch("SELECT datname FROM pg_database"):
            if _is_forgotten(row["datname"], datetime.now(UTC)):
                await _drop(connection, row["datname"])
        async with AsyncExitStack() as made:
            settings = {}
            for service in services:
                name = f"{run}_{service}"
                made.push_async_callback(_drop, connection, name)
                await connection.execute(f'CREATE DATABASE "{_ours(name)}" TEMPLATE template0')
                settings[service] = settings_for(
                    service, database_url=_with_database(server, name), broker_url=None
                )
            yield settings
    finally:
        await connection.close()


def _ours(name: str) -> str:
    """The name, if it is a scratch database's. Raises NotScratch."""
    if not _NAME.fullmatch(name):
        raise NotScratch(f"{name}: 不是试验用的数据库 no scratch database of ours")
    return name


def _is_forgotten(name: str, now: datetime) -> bool:
    found = _NAME.fullmatch(name)
    return found is not None and now - datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) > _FORGOTTEN


async def _drop(connection: "asyncpg.Connection[asyncpg.Record]", name: str) -> None:
    await connection.execute(f'DROP DATABASE IF EXISTS "{_ours(name)}" WITH (FORCE)')


def _plain(url: str) -> str:
    return urlunsplit(urlsplit(url)._replace(scheme="postgresql"))


def _with_database(url: str, name: str) -> str:
    return urlunsplit(urlsplit(_plain(url))._replace(path=f"/{_ours(name)}"))
