"""``python -m tests.chaos.attack``: a partner's user, in the wrong hands, in a process of its own.

It does all that it can think of at once (cases P01, P07 to P10), says "begun" when it does, and how often
each trick was tried, and succeeded, when its input ends. ``YOUYUE_BROKER_URL``: the partner's.
"""

import asyncio
import contextlib
import json
import logging
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import aio_pika
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from tests.servers.rabbitmq import MAX_MESSAGE_SIZE
from tests.support.channels import binding, declaring_exchange, declaring_queue

CONNECTIONS = 60
SUCCEEDED = "SUCCEEDED"
_STREAM, _COMMANDS, _SUBMIT = "intake.events", "intake.commands", "intake.submission.submit.v1"
_TROUBLE = (AMQPError, ChannelInvalidStateError, OSError, TimeoutError, RuntimeError)
REFUSING: dict[str, str | int] = {"x-max-length": 1, "x-overflow": "reject-publish"}
DEAD: dict[str, str | int] = {"x-dead-letter-exchange": _COMMANDS}
TRICKS = {
    "P01 a queue that refuses": declaring_queue(f"{SAMPLE_PARTNER}.spiteful", **REFUSING),
    "P01 its own queue bound to a whole stream": binding(f"{SAMPLE_PARTNER}.events", _STREAM),
    "P07 an exchange that leads elsewhere": declaring_exchange(
        f"{SAMPLE_PARTNER}.way", **{"alternate-exchange": "partner-12345.facts"}
    ),
    "P08 dead letters that become commands": declaring_queue(f"{SAMPLE_PARTNER}.dead", **DEAD),
}


@dataclass
class Hostile:
    """A partner's user, in the wrong hands. ``did``: how often each trick was tried, and succeeded."""

    url: str
    did: Counter[str] = field(default_factory=Counter)

    async def everything(self) -> None:
        """All at once, until cancelled. It never reads its queues (P10)."""
        await asyncio.gather(
            self._tricks(), self._connections(), self._large(), self._junk(named=True), self._junk()
        )

    async def _tricks(self) -> None:
        while True:
            for name, trick in TRICKS.items():
                with contextlib.suppress(*_TROUBLE):
                    async with await aio_pika.connect(self.url) as connection:
                        self.did[f"{name}: tried"] += 1
                        await trick(await connection.channel())
                        self.did[f"{name}: {SUCCEEDED}"] += 1
            await asyncio.sleep(0.05)

    async def _connections(self) -> None:
        """P09."""
        while True:
            held = []
            for _ in range(CONNECTIONS):
                self.did["P09 connections: tried"] += 1
                with contextlib.suppress(*_TROUBLE):
                    held.append(await aio_pika.connect(self.url))
            self.did["P09 connections: open at once, at most"] = max(
                len(held), self.did["P09 connections: open at once, at most"]
            )
            await asyncio.sleep(1)
            for connection in held:
                with contextlib.suppress(*_TROUBLE):
                    await connection.close()

    async def _large(self) -> None:
        """P09."""
        await self._flood("P09 too large a message", bytes(MAX_MESSAGE_SIZE + 1), SAMPLE_PARTNER, 0.5)

    async def _junk(self, *, named: bool = False) -> None:
        """P09, and P07's second keys."""
        what = f"P09 junk {'that can be answered' if named else 'of nobody'}"
        await self._flood(what, b"{" + bytes(20_000), SAMPLE_PARTNER if named else None, 0.02)

    async def _flood(self, what: str, body: bytes, user: str | None, pause: float) -> None:
        keys: dict[str, Any] = {
            "CC": ["partner-12345.call.recorded.v1", "intake.inbox.commands"],
            "BCC": ["unrouted"],
        }
        while True:
            with contextlib.suppress(*_TROUBLE):
                async with await aio_pika.connect(self.url) as connection:
                    channel = await connection.channel()
                    exchange = await channel.get_exchange(_COMMANDS, ensure=False)
                    while True:
                        await exchange.publish(
                            aio_pika.Message(body, user_id=user, headers=dict(keys)), _SUBMIT
                        )
                        self.did[f"{what}: taken"] += 1
                        await asyncio.sleep(pause)
            self.did[f"{what}: refused"] += 1
            await asyncio.sleep(pause)


async def main() -> None:
    """Until the input ends."""
    logging.disable()
    hostile = Hostile(os.environ["YOUYUE_BROKER_URL"])
    attack = asyncio.create_task(hostile.everything())
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    said = json.dumps(hostile.did) if not attack.done() else repr(attack.exception())
    sys.stdout.write(said + "\n")
    sys.stdout.flush()
    os._exit(0)  # as it came: no connection of it is closed in good order


if __name__ == "__main__":
    asyncio.run(main())
