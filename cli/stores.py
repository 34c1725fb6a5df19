"""The services' tables, wherever their databases are: for tools that look after messages."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from cli.backends import open_database
from cli.servers import given_url, settings_of
from cli.services import load_service
from shared.kernel.journal.tables import JournalTables
from shared.kernel.settings.settings import SettingsError
from shared.kernel.store.database import create_engine
from shared.kernel.store.kind import Kind
from shared.language.topology import CONSUMERS

_PAGE = 500
"""Things read at once."""


@dataclass(frozen=True)
class Store:
    """One service's tables in its database."""

    service: str
    engine: AsyncEngine
    tables: JournalTables


@asynccontextmanager
async def open_stores(services: Sequence[str] = ()) -> AsyncIterator[tuple[Store, ...]]:
    """The stores of those services; of none named, of all whose database is known here.

    Without any database in the environment, the embedded one. Raises SettingsError.
    """
    if unknown := set(services) - set(CONSUMERS):
        raise SettingsError(f"{', '.join(sorted(unknown))}: {', '.join(CONSUMERS)}")
    common = given_url("DATABASE_URL")
    own = tuple(name for name in CONSUMERS if given_url(f"{name.upper()}_DATABASE_URL"))
    async with AsyncExitStack() as stack:
        given = {}
        if not common and not own:
            given = {"database_url": await stack.enter_async_context(open_database(None))}
        names = services or (CONSUMERS if common or not own else own)
        stores = []
        for name in names:
            engine = create_engine(settings_of(name, **given).sqlalchemy_url, name, 1)
            stack.push_async_callback(engine.dispose)
            stores.append(Store(name, engine, load_service(name).journal))
        yield tuple(stores)


async def things_of(
    connection: AsyncConnection, kind: Kind[Any], township: str, states: Iterable[str]
) -> AsyncIterator[Any]:
    """The things of a township that are in one of these states, by id."""
    rows, after = kind.table.c, ""
    query = (
        select(rows.id, cast(rows.data, Text))
        .where(rows.tenant == township, rows.state.in_(tuple(states)))
        .order_by(rows.id)
        .limit(_PAGE)
    )
    while True:
        page = (await connection.execute(query.where(rows.id > after))).all()
        for id, document in page:
            yield kind.load(document)
            after = id
        if len(page) < _PAGE:
            return
