"""``make hostile``: one partner does all it can think of (cases P01, P07 to P10) while another one works.

It ends by itself after about two minutes and prints what the other one noticed. Nothing that it sent may be
lost or doubled; how much slower its answers became is told, and judged by who reads it: at most twice.
"""

import asyncio
import contextlib
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

import aio_pika
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.servers.postgres import temporary_postgres
from tests.servers.rabbitmq import MAX_MESSAGE_SIZE, RabbitMQNode
from tests.support.broker import impatient_definitions, import_users
from tests.support.channels import binding, declaring_exchange, declaring_queue
from tests.support.databases import copy_template, make_template
from tests.support.partners import written
from tests.support.platform import Platform, Stand, running_platform

PER_SECOND, ASKED = 10, 300
CONNECTIONS = 60
_STREAM, _COMMANDS, _SUBMIT = "intake.events", "intake.commands", "intake.submission.submit.v1"
_TROUBLE = (AMQPError, ChannelInvalidStateError, OSError, TimeoutError, RuntimeError)
_RAISED = "SELECT subject FROM journal WHERE type = 'intake.submission.received.v1'"
_PARKED = "SELECT count(*), coalesce(sum(octet_length(body)), 0) FROM parked_messages"
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
class Noticed:
    """What the working partner noticed: seconds to each answer, and the ids of its matters."""

    waited: list[float] = field(default_factory=list)
    matters: list[str] = field(default_factory=list)

    @property
    def p99(self) -> float:
        """In milliseconds."""
        return quantiles(self.waited, n=100)[-1] * 1000


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
                        self.did[f"{name}: SUCCEEDED"] += 1
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


async def work(platform: Platform) -> Noticed:
    """Raise matters at a steady rate."""
    noticed, begun = Noticed(), perf_counter()

    async def ask(number: int) -> None:
        await asyncio.sleep(max(0.0, begun + number / PER_SECOND - perf_counter()))
        asked = perf_counter()
        call = intake.SubmitSubmission(
            text=f"第{number}号路灯不亮，晚上看不清路。", channel="phone", village="V01"
        )
        answer = await platform.tell(call, Actor(f"citizen-{number}", Role.CITIZEN))
        noticed.waited.append(perf_counter() - asked)
        assert answer.type == intake.SubmissionReceived.type, answer
        noticed.matters.append(str(answer.subject))

    await asyncio.gather(*(ask(number) for number in range(ASKED)))
    return noticed


async def attacked(stand: Stand) -> int:
    """Both side by side; 1 if something was lost or doubled, or a trick succeeded."""
    assert stand.users
    async with running_platform(stand, "intake", story_clock=None) as platform:
        await work(platform)  # the first ones open what the others use
        calm = await work(platform)
        hostile = Hostile(stand.users[SAMPLE_PARTNER])
        attack = asyncio.create_task(hostile.everything())
        await asyncio.sleep(2)
        hurt = await work(platform)
        attack.cancel()
        await asyncio.gather(attack, return_exceptions=True)
        rows = await platform.rows("intake", _RAISED)
        raised = Counter(str(row[0]) for row in rows)
        heard = Counter(
            event.subject for event in platform.events if event.type == intake.SubmissionReceived.type
        )
        parked = await platform.rows("intake", _PARKED)
    lost = [id for id in hurt.matters if id not in raised or id not in heard]
    doubled = [id for id in hurt.matters if heard[id] > 1]
    extra = len(raised) - 3 * ASKED
    say = [f"{times:>8}  {name}" for name, times in sorted(hostile.did.items())]
    say += [
        f"{parked[0][0]:>8}  parked messages, {parked[0][1]} bytes",
        f"p99 of an answer: calm {calm.p99:.0f} ms, under attack {hurt.p99:.0f} ms"
        f" ({hurt.p99 / calm.p99:.2f} times)",
        f"asked {len(hurt.matters)}, lost {len(lost)}, doubled {len(doubled) + max(0, extra)}",
    ]
    sys.stdout.write("\n".join((*say, "")))
    succeeded = [name for name in hostile.did if name.endswith("SUCCEEDED")]
    return int(bool(lost or doubled or extra or succeeded))


def main() -> int:
    """Servers of its own, and what came of it."""
    with tempfile.TemporaryDirectory() as folder, temporary_postgres() as postgres, RabbitMQNode() as node:
        node.import_definitions(impatient_definitions(Path(folder)))
        users = import_users(node, Path(folder))
        make_template(postgres)
        stand = Stand(copy_template(postgres), node.url(), users, written(Path(folder)))
        return asyncio.run(attacked(stand))


if __name__ == "__main__":
    sys.exit(main())
