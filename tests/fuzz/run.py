"""One run: bad messages in batches, never far ahead of the platform, until there were enough or time is
up."""

import asyncio
import itertools
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import aio_pika

from tests.fuzz.account import Account
from tests.fuzz.messages import Bad, bad_messages
from tests.fuzz.sending import open_channel, publish_all

BATCH = 500
_AHEAD = 2000
"""Messages that may wait to be handled while more are sent."""
_KNOWN_IDS = 200
_NEW_IDS = 5
"""Batches after which the things that exist are asked for again."""


@dataclass
class Findings:
    """What a run saw."""

    kinds: Counter[str] = field(default_factory=Counter)
    settled: bool = False
    not_ready: list[str] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    """Resident kilobytes after each batch, if they are measured."""
    seconds: float = 0.0

    @property
    def growth(self) -> tuple[int, int]:
        """Resident megabytes after the first fifth and at the end."""
        early = self.memory[len(self.memory) // 5] if self.memory else 0
        return early // 1024, (self.memory[-1] if self.memory else 0) // 1024

    @property
    def curve(self) -> str:
        """Resident megabytes after each tenth of the batches."""
        tenths = [self.memory[len(self.memory) * tenth // 10] for tenth in range(10)] if self.memory else []
        return " ".join(str(kilobytes // 1024) for kilobytes in (*tenths, *self.memory[-1:]))


async def fuzz(
    account: Account,
    broker_url: str,
    *,
    count: int,
    seconds: float,
    seed: int,
    pool: int,
    patience: float,
    resident: Callable[[], int] | None = None,
) -> Findings:
    """Send ``count`` messages, or as many as ``seconds`` allow, and wait until each has its end."""
    findings, ids = Findings(), list[str]()
    stream = bad_messages(Random(seed), pool, ids)
    begun = time.monotonic()
    connection = await aio_pika.connect(broker_url)
    async with connection:
        channel = await open_channel(connection)
        while sum(findings.kinds.values()) < count and time.monotonic() - begun < seconds:
            left = count - sum(findings.kinds.values())
            # Elsewhere: making messages takes long, and in tests the platform shares this event loop.
            batch: list[Bad] = await asyncio.to_thread(list, itertools.islice(stream, min(BATCH, left)))
            await publish_all(channel, batch, account)
            findings.kinds.update(bad.kind for bad in batch)
            await account.caught_up(_AHEAD)
            if sum(findings.kinds.values()) % (BATCH * _NEW_IDS) == 0:
                ids[:] = await account.ids(_KNOWN_IDS)
            await _look(account, findings, resident)
    findings.settled = await account.settled(patience)
    await _look(account, findings, resident)
    findings.seconds = time.monotonic() - begun
    return findings


async def _look(account: Account, findings: Findings, resident: Callable[[], int] | None) -> None:
    ready = await account.http.get("/health/ready")
    if not ready.is_success:
        findings.not_ready.append(ready.text)
    if resident:
        findings.memory.append(resident())
