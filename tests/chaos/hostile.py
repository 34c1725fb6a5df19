"""``make hostile``: one partner does all it can think of (``attack``) while another one works.

It ends by itself after about two minutes and prints what the other one noticed. Nothing that it sent may be
lost or doubled, no trick may succeed, and its answers may take at most twice as long as when all is calm.
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import quantiles
from time import perf_counter

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.garbage import spare_what_stays
from shared.kernel.service.logging import configure_logging
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.chaos.attack import SUCCEEDED
from tests.servers.postgres import temporary_postgres
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import impatient_definitions, import_users
from tests.support.databases import copy_template, make_template
from tests.support.partners import written
from tests.support.platform import Platform, Stand, running_platform

PER_SECOND, ASKED, ROUNDS = 20, 200, 3
AT_MOST = 2.0
"""Times as long as when all is calm, at the 99th percentile."""
_SETTLING = 2.0
"""Seconds until the attack does everything."""
_RAISED = "SELECT subject FROM journal WHERE type = 'intake.submission.received.v1'"
_PARKED = "SELECT count(*), coalesce(sum(octet_length(body)), 0) FROM parked_messages"


@dataclass
class Noticed:
    """What the working partner noticed: seconds to each answer, and the ids of its matters."""

    waited: list[float] = field(default_factory=list)
    matters: list[str] = field(default_factory=list)

    @property
    def p99(self) -> float:
        """In milliseconds."""
        return quantiles(self.waited, n=100)[-1] * 1000


async def work(platform: Platform, noticed: Noticed) -> None:
    """Raise matters at a steady rate."""
    begun = perf_counter()

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


@contextmanager
def attack(url: str, did: Counter[str]) -> Iterator[None]:
    """Somebody else's program, on a machine of its own if there were one: it gets what time others leave."""
    process = subprocess.Popen(
        ("nice", "-n", "15", sys.executable, "-m", "tests.chaos.attack"),
        env={**os.environ, "YOUYUE_BROKER_URL": url},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "begun\n"
    try:
        yield
        said, _ = process.communicate("", timeout=60)
        did.update(json.loads(said))
    finally:
        process.kill()
        process.wait()


async def attacked(stand: Stand) -> int:
    """Calm and under attack in turn; 1 if something was lost or doubled, a trick succeeded, or answers took
    too long."""
    assert stand.users
    did, calm, hurt = Counter[str](), Noticed(), Noticed()
    async with running_platform(stand, "intake", story_clock=None) as platform:
        await work(platform, Noticed())  # the first ones open what the others use
        spare_what_stays()  # as ``youyue run`` does
        for _ in range(ROUNDS):
            await work(platform, calm)
            with attack(stand.users[SAMPLE_PARTNER], did):
                await asyncio.sleep(_SETTLING)
                await work(platform, hurt)
        rows = await platform.rows("intake", _RAISED)
        raised = Counter(str(row[0]) for row in rows)
        heard = Counter(
            event.subject for event in platform.events if event.type == intake.SubmissionReceived.type
        )
        parked = await platform.rows("intake", _PARKED)
    matters = (*calm.matters, *hurt.matters)
    lost = [id for id in matters if id not in raised or id not in heard]
    doubled = [id for id in matters if heard[id] > 1]
    extra = len(raised) - (1 + 2 * ROUNDS) * ASKED
    times = hurt.p99 / calm.p99
    say = [f"{count:>8}  {name}" for name, count in sorted(did.items())]
    say += [
        f"{parked[0][0]:>8}  parked messages, {parked[0][1]} bytes",
        f"p99 of an answer: calm {calm.p99:.0f} ms, under attack {hurt.p99:.0f} ms"
        f" ({times:.2f} times, at most {AT_MOST:g})",
        f"asked {len(matters)}, lost {len(lost)}, doubled {len(doubled) + max(0, extra)}",
    ]
    sys.stdout.write("\n".join((*say, "")))
    succeeded = [name for name in did if name.endswith(SUCCEEDED)]
    return int(bool(lost or doubled or extra or succeeded or times > AT_MOST))


def main() -> int:
    """Servers of its own, and what came of it."""
    configure_logging("ERROR", "people")
    with tempfile.TemporaryDirectory() as folder, temporary_postgres() as postgres, RabbitMQNode() as node:
        node.import_definitions(impatient_definitions(Path(folder)))
        users = import_users(node, Path(folder))
        make_template(postgres)
        stand = Stand(copy_template(postgres), node.url(), users, written(Path(folder)))
        return asyncio.run(attacked(stand))


if __name__ == "__main__":
    sys.exit(main())
