"""The program on the partners' pages does what they say, against a real broker."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path
from uuid import uuid4

import aio_pika
import pytest

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from tests.support.broker import delete_queue
from tests.support.platform import Stand, running_platform
from tests.support.waiting import until

ROOT = Path(__file__).parents[2]
ANSWER = re.compile(
    r"intake\.command\.accepted\.v1 \{.*'type': 'intake\.submission\.received\.v1', 'subject': '\S+'.*\}\n"
)
CODE = re.compile(r"'subject': '(\S+)'")
PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def program_of(page: str) -> str:
    (program,) = PROGRAM.findall((ROOT / page).read_text("utf-8"))
    return str(program)


def queue_of(page: str) -> str:
    (name,) = re.findall(r'queue = f"([^"]+)\{id\}"', program_of(page))
    return str(name)


async def partner(page: str, stand: Stand, *arguments: str) -> Process:
    """The program of the page at work."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program_of(page),
        *arguments,
        env={**os.environ, "BROKER_URL": stand.client_url()},
        stdout=PIPE,
        stderr=PIPE,
    )


async def heard(program: Process) -> str:
    """What it prints; nothing goes wrong."""
    said, complaints = await asyncio.wait_for(program.communicate(), 60)
    assert (program.returncode, complaints.decode()) == (0, "")
    return said.decode()


async def is_there(stand: Stand, queue: str) -> bool:
    """Whether the broker has the queue."""
    connection = await aio_pika.connect(stand.broker_url or "")
    async with connection:
        try:
            async with connection.channel() as channel:
                await channel.declare_queue(queue, passive=True)
        except aio_pika.exceptions.ChannelNotFoundEntity:
            return False
    return True


@pytest.fixture
def stand(request: pytest.FixtureRequest) -> Stand:
    """The one whose fixture is named."""
    named: Stand = request.getfixturevalue(request.param)
    return named


@pytest.mark.parametrize(
    ("page", "stand"),
    [("docs/partners.md", "guarded"), ("docs/partners.zh.md", "over_rabbitmq")],
    indirect=["stand"],
)
async def test_a_partner_s_ten_lines_raise_a_submission_and_hear_its_answer(page: str, stand: Stand) -> None:
    command = str(uuid4())
    async with running_platform(stand, "intake"):
        said = await heard(await partner(page, stand, command))

    assert ANSWER.fullmatch(said), said
    assert not await is_there(stand, queue_of(page) + command)


async def test_two_runs_at_a_time_each_hear_their_own_answer_and_take_nothing_of_others(
    guarded: Stand,
) -> None:
    """P17."""
    page, shared = "docs/partners.md", f"{SAMPLE_PARTNER}.shared"
    connection = await aio_pika.connect(guarded.client_url())
    async with connection, connection.channel() as channel:
        queue = await channel.declare_queue(shared, durable=True)
        await queue.bind("intake.events", "#")
        try:
            async with running_platform(guarded, "intake") as platform:
                programs = [await partner(page, guarded) for _ in range(3)]
                answers = await asyncio.gather(*map(heard, programs))
                await platform.settle()
            others = (await channel.declare_queue(shared, passive=True)).declaration_result.message_count
        finally:
            await delete_queue(guarded.broker_url or "", shared)
    assert all(ANSWER.fullmatch(said) for said in answers)
    assert len({CODE.findall(said)[0] for said in answers}) == 3
    assert others is not None
    assert others >= 3


async def test_who_was_cut_off_runs_it_again_with_the_same_id_and_hears_the_answer(guarded: Stand) -> None:
    page, command = "docs/partners.md", str(uuid4())
    first = await partner(page, guarded, command)
    await until(lambda: is_there(guarded, queue_of(page) + command))
    first.kill()
    await first.communicate()
    second = await partner(page, guarded, command)
    async with running_platform(guarded, "intake") as platform:
        assert ANSWER.fullmatch(await heard(second))
        assert await platform.scalar("intake", "SELECT count(*) FROM journal WHERE subject IS NOT NULL") == 1


def test_the_partner_s_queue_has_a_name_that_the_sample_partner_may_use() -> None:
    assert queue_of("docs/partners.md").startswith(f"{SAMPLE_PARTNER}.")


def test_both_pages_show_the_same_program() -> None:
    assert program_of("docs/partners.md") == program_of("docs/partners.zh.md")
