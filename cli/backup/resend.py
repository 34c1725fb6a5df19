"""Messages go out again if a producer's journal says that they were sent and a subscriber's inbox does not
hold them.

There are such messages after a restore, or when the broker has lost its data: a message was on its way, in a
queue, waiting for another try, or not yet acknowledged. Its row becomes an unsent one, so the relay sends it
as soon as the service runs, in order; a subscriber that has it already recognises it. Commands stand in no
journal: a sender who got no answer sends the command again.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.journal.entry import source_of
from shared.kernel.messages.topology import events_exchange, inside_exchange
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.database import create_engine
from shared.language.contracts.registry import SERVICES
from shared.language.topology import TOPOLOGY

_BATCH = 50_000
_HANDLED = text("SELECT message_id FROM inbox WHERE consumer = :queue AND source = :source")
_FORGOTTEN = text("SELECT reached FROM purges WHERE name = 'inbox'")
_UNSEND = text(
    "UPDATE journal SET sent_at = NULL WHERE sent_at IS NOT NULL AND type = ANY (:types) "
    "AND (:inside OR public IS DISTINCT FROM '') "
    "AND (CAST(:forgotten AS timestamptz) IS NULL OR sent_at > :forgotten) "
    "AND NOT EXISTS (SELECT 1 FROM pg_temp.handled WHERE handled.id = journal.id)"
)
_UNKNOWN = text(
    "SELECT count(*) FROM pg_temp.handled "
    "WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.id = handled.id) "
    "AND NOT EXISTS (SELECT 1 FROM journal_past WHERE journal_past.id = handled.id)"
)


@dataclass(frozen=True, slots=True)
class Resent:
    """``again``: events of the producer that go out again for this queue.

    ``unknown``: events that the queue's reader has handled and the producer knows nothing of: never, with one
    cut.
    """

    producer: str
    queue: str
    again: int
    unknown: int


async def resend_missing(settings: Mapping[str, ServiceSettings]) -> list[Resent]:
    """Compare every journal with every inbox that it feeds. A message that is on its way right now may be
    sent twice."""
    found = []
    async with AsyncExitStack() as stack:
        open_ = {name: await stack.enter_async_context(_transaction(one)) for name, one in settings.items()}
        for producer in (name for name in SERVICES if name in open_):
            for queue, types in _subscribed(producer).items():
                consumer = queue.split(".", 1)[0]
                if consumer in open_:
                    found.append(await _resend(open_[producer], open_[consumer], producer, queue, types))
    return found


def _subscribed(producer: str) -> dict[str, list[str]]:
    """Queue → the types of the producer's events that it is bound to; its own timers are among them."""
    by_queue: defaultdict[str, list[str]] = defaultdict(list)
    for binding in TOPOLOGY.bindings:
        if binding.exchange in (inside_exchange(producer), events_exchange(producer)):
            by_queue[binding.queue].append(binding.type)
    return dict(by_queue)


@asynccontextmanager
async def _transaction(settings: ServiceSettings) -> AsyncIterator[AsyncConnection]:
    engine = create_engine(settings.sqlalchemy_url, settings.service, 1)
    try:
        async with engine.begin() as connection:
            yield connection
    finally:
        await engine.dispose()


async def _resend(
    journal: AsyncConnection, inbox: AsyncConnection, producer: str, queue: str, types: list[str]
) -> Resent:
    await journal.execute(text("CREATE TEMPORARY TABLE handled (id text PRIMARY KEY)"))
    target = (await journal.get_raw_connection()).driver_connection
    assert target
    handled = await inbox.stream(_HANDLED, {"queue": queue, "source": source_of(producer)})
    async for rows in handled.partitions(_BATCH):
        await target.copy_records_to_table(
            "handled", records=[tuple(row) for row in rows], schema_name="pg_temp"
        )
    unknown = await journal.scalar(_UNKNOWN)
    inside = queue.split(".", 1)[0] not in TOPOLOGY.public
    # What the inbox has forgotten was handled; to send it again would be to decide it again.
    said = {"types": types, "inside": inside, "forgotten": await inbox.scalar(_FORGOTTEN)}
    again = await journal.execute(_UNSEND, said)
    await journal.execute(text("DROP TABLE pg_temp.handled"))
    return Resent(producer, queue, again.rowcount, unknown or 0)
