"""The limit: aio-pika and asyncpg by hand, one statement a message.

``python -m benchmarks.quick.limit DATABASE BROKER QUEUE``
"""

import asyncio
import json
import sys

import aio_pika
import asyncpg

from benchmarks.quick.hand_written import CONSUMER, PLANNED, decide
from benchmarks.quick.toggled import toggled

PREFETCH = 16
_STATEMENT = (
    "WITH fresh AS (INSERT INTO inbox (consumer, tenant, source, message_id) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT DO NOTHING RETURNING true), "
    "thing AS (INSERT INTO project (tenant, id, state, version, data) "
    "SELECT $2, $5, 'planned', 1, $6::text::jsonb FROM fresh) "
    "INSERT INTO outbox (id, type, body) SELECT $7, $8, $9 FROM fresh"
)


async def main(database: str, broker: str, queue_name: str) -> None:
    """Consume while told to."""
    pool = await asyncpg.create_pool(database, min_size=PREFETCH, max_size=PREFETCH)
    connection = await aio_pika.connect(broker)
    channel = await connection.channel()
    await channel.set_qos(prefetch_count=PREFETCH)
    queue = await channel.get_queue(queue_name)

    async def handle(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        envelope = json.loads(message.body)
        key = (CONSUMER, envelope["township"], envelope["source"], envelope["id"])
        id, document, event_id, event = decide(envelope)
        await pool.execute(_STATEMENT, *key, id, document, event_id, PLANNED, event)
        await message.ack()

    async def consume() -> None:
        await queue.consume(handle, consumer_tag=CONSUMER)

    async def pause() -> None:
        await queue.cancel(CONSUMER)

    await toggled(consume, pause)
    await connection.close()
    await pool.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
