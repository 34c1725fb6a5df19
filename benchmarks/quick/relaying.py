"""Our relay, emptying a journal of rows that nobody has sent.

``python -m benchmarks.quick.relaying DATABASE BROKER ROWS``
"""

import asyncio
import sys
from time import perf_counter

import asyncpg

from benchmarks.quick.messages import received
from benchmarks.quick.toggled import toggled
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.journal.relay import Relay
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.clock import SystemClock
from shared.kernel.store.database import create_engine
from shared.kernel.store.session import Sessions

_FILL = (
    "INSERT INTO intake.journal (id, tenant, type, subject, sequence, time, correlation, body) "
    "SELECT gen_random_uuid(), '330921201', $1, gen_random_uuid(), 1, now(), $2, $3 "
    "FROM generate_series(1, $4)"
)
_SETTLE = ("UPDATE intake.journal SET sent_at = now() WHERE sent_at IS NULL", "VACUUM ANALYZE intake.journal")


async def main(database: str, broker: str, rows: str) -> None:
    """Fill the journal, then empty it, when told to."""
    settings = settings_for("intake", database_url=database, broker_url=broker, trust="everybody")
    configure_logging(settings.log_level, settings.log_format)
    engine = create_engine(settings.sqlalchemy_url, "intake", 2)
    sessions = Sessions(engine, 1)
    publisher = RabbitPublisher(broker, "benchmark", settings.publish_timeout)
    await publisher.start()
    relay = Relay(
        service="intake",
        sessions=sessions,
        clock=SystemClock(),
        publisher=publisher,
        poll=settings.relay_poll,
        batch=settings.relay_batch,
        publish_timeout=settings.publish_timeout,
    )

    async def fill() -> None:
        connection = await asyncpg.connect(database)
        for statement in _SETTLE:
            await connection.execute(statement)
        event = received(0)
        await connection.execute(_FILL, event.type, event.correlation, event.body.decode(), int(rows))
        await connection.close()

    async def empty() -> float:
        begun, all_sent = perf_counter(), 0
        while sent := (await relay.pass_once())[0]:
            all_sent += sent
        return all_sent / (perf_counter() - begun)

    await toggled(fill, empty)
    await publisher.stop()
    await sessions.close()
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
