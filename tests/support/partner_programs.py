"""The examples for partners at work, as programs of their own: what each must do over a real broker."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import connect
from uuid import uuid4

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.channels import channel_of
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

EXAMPLES = Path(__file__).parents[2] / "examples/partners"
PYTHON = ("with_pika.py", "with_aio_pika.py")
ANSWERS = f"{SAMPLE_PARTNER}.answers"
TEXT = "村口的路灯不亮，晚上看不清台阶。"
PATIENCE = 90.0
"""Seconds for one run."""


@dataclass(frozen=True)
class Ended:
    """How a run ended; ``complaints`` is what it wrote beside."""

    code: int | None
    said: str
    complaints: str


async def begun(stand: Stand, *command: str | Path, folder: Path = EXAMPLES) -> Process:
    """The program, begun as the sample's partner."""
    assert stand.users
    address = {"BROKER_URL": stand.users[SAMPLE_PARTNER]}
    return await asyncio.create_subprocess_exec(
        *command, cwd=folder, env={**os.environ, **address}, stdout=PIPE, stderr=PIPE
    )


async def ended(program: Process) -> Ended:
    """Wait for its end. Raises TimeoutError; then it is killed."""
    try:
        said, complaints = await asyncio.wait_for(program.communicate(), PATIENCE)
    except TimeoutError:
        program.kill()
        raise
    return Ended(program.returncode, said.decode().strip(), complaints.decode().strip())


async def ran(stand: Stand, *command: str | Path, folder: Path = EXAMPLES) -> Ended:
    """Begin it and wait for its end."""
    return await ended(await begun(stand, *command, folder=folder))


def python(example: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs a Python example."""
    return (sys.executable, example, *arguments)


async def look(stand: Stand, queue: str) -> tuple[int, int]:
    """How many messages wait in the queue, and how many programs read it."""
    async with channel_of(stand.broker_url or "") as channel:
        found = (await channel.get_queue(queue)).declaration_result
        return found.message_count or 0, found.consumer_count or 0


async def raises_well(stand: Stand, *program: str, folder: Path = EXAMPLES) -> list[str]:
    """What is wrong with a program that raises a matter: once, once more, with a village that is none."""
    id, before = str(uuid4()), await look(stand, ANSWERS)
    first = await ran(stand, *program, id, TEXT, folder=folder)
    again = await ran(stand, *program, id, TEXT, folder=folder)
    wrong = await ran(stand, *program, str(uuid4()), TEXT, "东岙村", folder=folder)
    right = {
        "carried out": first.code == 0 and first.said.startswith("accepted "),
        "answered again": again.code == 0 and again.said == f"{first.said} (repeated)",
        "refused": wrong.code == 1 and wrong.said.startswith("refused ") and "[fix: " in wrong.said,
        "others' answers left alone": await look(stand, ANSWERS) == before,
    }
    return [f"not {what}: {first} {again} {wrong}" for what, is_so in right.items() if not is_so]


async def goes_on(stand: Stand, node: RabbitMQNode, *program: str, folder: Path = EXAMPLES) -> list[str]:
    """What is wrong with a program whose connection the broker closes while it waits for its answer, and
    that is answered later; intake does not run yet and knows no matter."""
    id = str(uuid4())
    running = await begun(stand, *program, id, TEXT, folder=folder)

    async def reads() -> bool:
        return (await look(stand, ANSWERS))[1] > 0

    await until(reads)
    node.ctl("close_all_connections", "test")
    async with running_platform(stand, "intake") as platform:
        run = await ended(running)
        raised = await platform.rows("intake", "SELECT subject FROM journal WHERE sequence = 1")
    tried_again = "again with the same id" in run.complaints
    said = [f"accepted {subject}" for (subject,) in raised]
    right = (run.code, tried_again, said) == (0, True, [run.said.removesuffix(" (repeated)")])
    return [] if right else [f"{run} raised: {raised}"]


async def is_not_let_pass(stand: Stand, *program: str, folder: Path = EXAMPLES) -> list[str]:
    """What is wrong with a program that the broker refuses."""
    run = await ran(stand, *program, str(uuid4()), TEXT, folder=folder)
    told = "消息代理不放行 the broker does not let it pass" in run.complaints
    return [] if (run.code, run.said, told) == (2, "", True) else [f"{run}"]


async def says_how(stand: Stand, *program: str, folder: Path = EXAMPLES) -> list[str]:
    """What is wrong with a program that was called with nothing, or with no broker's address."""
    nameless = as_user(stand, "broker.example")
    runs = [await ran(stand, *program, folder=folder)]
    runs.append(await ran(nameless, *program, "a", "b", folder=folder))
    return [f"{run}" for run in runs if run.code != 2 or not run.complaints.startswith("用法 usage: ")]


def as_user(stand: Stand, url: str) -> Stand:
    """The stand on which the sample's partner logs in at another address."""
    return replace(stand, users={SAMPLE_PARTNER: url})


async def catches_up(stand: Stand, platform: Platform, folder: Path) -> list[str]:
    """What is wrong with the one that catches up: its copy against the service's journal, two times."""
    await platform.settle()
    database = folder / "copy.sqlite"
    rows = await platform.rows(
        "intake", "SELECT subject, max(sequence) FROM journal WHERE sequence IS NOT NULL GROUP BY subject"
    )
    newest = dict([tuple(row) for row in rows])
    problems: list[str] = []
    for _ in range(2):
        run = await ran(stand, *python("catch_up.py", str(database), "intake"))
        with closing(connect(database)) as copy:
            kept = dict(copy.execute("SELECT subject, sequence FROM things").fetchall())
        if run.code or kept != newest:
            problems.append(f"{run}: kept {len(kept)} things of {len(newest)}")
    return problems
