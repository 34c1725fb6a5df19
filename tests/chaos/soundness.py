"""What must hold of one run by itself, whatever another one did."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aio_pika
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.access.users import OPERATOR
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.chaos.servers import Servers

_GAPS = """
SELECT count(*) FROM (
    SELECT tenant, type LIKE '%.command.refused.%' AS refusal, split_part(type, '.', 2) AS thing, subject
    FROM {schema}.journal WHERE sequence IS NOT NULL
    GROUP BY 1, 2, 3, 4
    HAVING count(*) <> max(sequence) OR count(DISTINCT sequence) <> count(*) OR min(sequence) <> 1
) AS broken
"""
_ORDER = """
SELECT count(*) FROM (
    SELECT sequence, lag(sequence) OVER (
        PARTITION BY tenant, split_part(type, '.', 2), subject ORDER BY position
    ) AS before FROM {schema}.journal WHERE sequence IS NOT NULL
) AS steps WHERE before >= sequence
"""
_UNSENT = "SELECT count(*) FROM {schema}.journal WHERE sent_at IS NULL AND available_at IS NULL"
_PARKED = "SELECT count(*) FROM {schema}.parked_messages"


@dataclass(frozen=True)
class Soundness:
    """``gaps``: things whose events are not numbered 1, 2, 3 …; ``misordered``: events before earlier
    ones."""

    gaps: int
    misordered: int
    unsent: int
    parked: int
    left_in_queues: dict[str, int]

    @property
    def problems(self) -> list[str]:
        """What is not as it must be, in words; parked messages are counted apart."""
        found = {"gaps in sequences": self.gaps, "misordered": self.misordered, "unsent": self.unsent}
        return [f"{what}: {count}" for what, count in found.items() if count] + [
            f"{queue} holds {count}" for queue, count in self.left_in_queues.items()
        ]


async def sound(engine: AsyncEngine, servers: Servers) -> Soundness:
    """Ask databases and broker."""
    return Soundness(
        gaps=await _total(engine, _GAPS),
        misordered=await _total(engine, _ORDER),
        unsent=await _total(engine, _UNSENT),
        parked=await _total(engine, _PARKED),
        left_in_queues={queue: count async for queue, count in waiting(servers) if count},
    )


async def waiting(servers: Servers) -> AsyncIterator[tuple[str, int]]:
    """How many messages wait in each queue of the topology, the retry queues included."""
    connection = await aio_pika.connect(servers.broker_url(OPERATOR), timeout=5)
    async with connection, connection.channel() as channel:
        for queue in TOPOLOGY.queues:
            declared = await channel.declare_queue(queue.name, passive=True, timeout=5)
            yield queue.name, declared.declaration_result.message_count or 0


async def _total(engine: AsyncEngine, sql: str) -> int:
    async with engine.connect() as connection:
        counts = [await connection.scalar(text(sql.format(schema=service))) for service in CONSUMERS]
    return sum(count or 0 for count in counts)
