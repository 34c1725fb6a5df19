"""Load from a container of its own: matters are raised, so many a second, until SIGTERM; then a summary as
JSON.

Each is sent until it is confirmed and answered: in doubt again, with the same id, as a partner should.
"""

import asyncio
import json
import os
import signal
import sys
import time
from dataclasses import dataclass, field

from demo.sample import sample
from demo.townships import XIUSHAN, read_sample
from shared.client import Client, open_client
from shared.client.amqp import amqp_wire
from shared.client.platform import new_command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts.directory import AddTownship
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmitSubmission
from shared.language.contracts.registry import REGISTRY

RATE = 5.0
"""Matters a second."""
PATIENCE = 60.0
"""Seconds for an answer."""
OPERATOR = Actor("demo-operator", Role.OPERATOR)
CITIZEN = Actor("citizen:load", Role.CITIZEN)
SOURCE = "/partners/demo/load"


@dataclass
class Load:
    """Seconds are of the monotonic clock; ``lasted``: how long each matter took from sending to its answer.

    ``unheard``: confirmed, and no answer was heard in time. Whether they were carried out the databases tell.
    """

    answered: list[float] = field(default_factory=list)
    lasted: list[float] = field(default_factory=list)
    refused: int = 0
    unheard: int = 0
    sent: int = 0

    async def raise_one(self, client: Client, number: int) -> None:
        """One matter."""
        begun = time.monotonic()
        command = SubmitSubmission(text=f"负载第{number}件：村口的路灯坏了。", channel="online")
        message = new_command(command, CITIZEN, sample().township_id, SOURCE, f"load-{number}")
        try:
            answer = await client.ask(message)
        except TimeoutError:
            await client.wire.send(message.type, message.to_json())  # in doubt again, with the same id
            self.unheard += 1
            return
        self.refused += answer.type.endswith(".command.refused.v1")
        now = time.monotonic()
        self.answered.append(now)
        self.lasted.append(now - begun)

    def summary(self) -> dict[str, float]:
        """``longest_gap``: the longest time without any answer."""
        ordered = sorted(self.lasted)
        gaps = [later - earlier for earlier, later in zip(self.answered, self.answered[1:], strict=False)]
        return {
            "sent": self.sent,
            "answered": len(self.answered),
            "refused": self.refused,
            "unheard": self.unheard,
            "longest_gap": round(max(gaps, default=0.0), 2),
            "p50": round(ordered[len(ordered) // 2], 3) if ordered else 0.0,
            "p99": round(ordered[len(ordered) * 99 // 100], 3) if ordered else 0.0,
        }


async def take_in_the_township(client: Client) -> None:
    """Return when matters are taken there; after the story it is there already, which the refusal says."""
    there = read_sample(XIUSHAN)
    add = AddTownship(profile=there.profile, rules=there.rules, lists=there.lists)
    await client.ask(new_command(add, OPERATOR, there.township_id, SOURCE, "township"))
    probe = SubmitSubmission(text="试一试：路口的积水。", channel="online")
    deadline = time.monotonic() + PATIENCE
    while True:
        answer = await client.ask(new_command(probe, CITIZEN, there.township_id, SOURCE))
        if not answer.type.endswith(".command.refused.v1"):
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"no matter is taken: {answer.data['code']}")
        await asyncio.sleep(0.5)


async def main() -> int:
    """0 when everything was sent and nothing refused."""
    load, stop = Load(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with amqp_wire(os.environ["LOAD_BROKER_URL"], REGISTRY) as wire, open_client(wire) as client:
        client.answer_timeout = PATIENCE
        await take_in_the_township(client)
        tasks = []
        print("load: started", flush=True)
        while not stop.is_set():
            load.sent += 1
            tasks.append(asyncio.create_task(load.raise_one(client, load.sent)))
            if load.sent % int(RATE * 5) == 0:
                print(f"load: {json.dumps(load.summary())}", flush=True)
            await asyncio.sleep(1 / RATE)
        results = await asyncio.gather(*tasks, return_exceptions=True)
    problems = {repr(result) for result in results if isinstance(result, BaseException)}
    for problem in problems:
        print(f"load: {problem}", flush=True)
    print(json.dumps(load.summary()), flush=True)
    return 1 if problems or load.refused else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
