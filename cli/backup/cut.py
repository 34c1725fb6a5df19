"""One consistent cut through databases that know nothing of each other.

If each database were dumped by itself, a subscriber's dump could hold an event that its producer's dump does
not: after a restore the producer would decide that matter anew, while the subscriber believes that it is
decided, and no replay mends that. No order of dumping prevents it, because services subscribe to each other
in a circle.

So the events stop for a moment: with all relay locks held, nothing leaves any journal. Every event that
anybody has handled was published before, and so is committed in its producer's journal; the snapshots taken
now all hold it. Messages that subscribers have not handled yet stand in the journals and are sent again after
a restore. Services go on handling meanwhile; only their own events wait until the snapshots are open.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from time import monotonic

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.kernel.journal.relay_lock import relay_lock
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.database import create_engine
from shared.kernel.store.revisions import found_revision

PATIENCE = 60.0
"""Seconds to wait for a relay to finish the batch that it is sending."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A service's database at the cut: PostgreSQL's name of the snapshot, and a session that sees it;
    both are valid while the cut is open."""

    name: str
    revision: str
    reader: AsyncConnection


@dataclass(frozen=True)
class Cut:
    """``seconds``: how long nothing was sent."""

    snapshots: Mapping[str, Snapshot]
    seconds: float


@asynccontextmanager
async def consistent_cut(settings: Mapping[str, ServiceSettings]) -> AsyncIterator[Cut]:
    """Open a snapshot of every service's database; they are kept while the context is open.

    Raises LookupError, or the database's error, also when a relay does not come to an end in PATIENCE.
    """
    async with AsyncExitStack() as stack:
        engines = {
            service: await stack.enter_async_context(_engine(one.sqlalchemy_url, service))
            for service, one in settings.items()
        }
        readers = {
            service: await stack.enter_async_context(engine.connect()) for service, engine in engines.items()
        }
        async with AsyncExitStack() as pause:
            begun = monotonic()
            for service, engine in engines.items():
                await _hold(pause, engine, service)
            snapshots = {service: await _snapshot(reader, service) for service, reader in readers.items()}
        yield Cut(snapshots, monotonic() - begun)


@asynccontextmanager
async def _engine(url: str, service: str) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(url, service, 2)
    try:
        yield engine
    finally:
        await engine.dispose()


async def _hold(stack: AsyncExitStack, engine: AsyncEngine, service: str) -> None:
    """Hold the relay's lock until the stack is left."""
    connection = await stack.enter_async_context(engine.connect())
    await connection.execute(text(f"SET lock_timeout = '{PATIENCE:.0f}s'"))
    await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": relay_lock(service)})


async def _snapshot(connection: AsyncConnection, service: str) -> Snapshot:
    await connection.execution_options(isolation_level="REPEATABLE READ")
    name = await connection.scalar(text("SELECT pg_export_snapshot()"))
    revision = (await found_revision(connection)).revision
    if name is None or revision is None:
        raise LookupError(f"{service}: 数据库里还没有表 the database has no tables yet")
    return Snapshot(name, revision, connection)
