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
from tests.support.platform import Stand, running_platform
from tests.support.waiting import until

ROOT = Path(__file__).parents[2]
PAGE = "docs/partners.md"
ANSWERS = f"{SAMPLE_PARTNER}.answers"
ANSWER = re.compile(
    r"intake\.command\.accepted\.v1 \{.*'type': 'intake\.submission\.received\.v1', 'subject': '\S+'.*\}\n"
)
CODE = re.compile(r"'subject': '(\S+)'")
PROGRAM = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def program_of(page: str) -> str:
    (program,) = PROGRAM.findall((ROOT / page).read_text("utf-8"))
    return str(program)


async def partner(page: str, stand: Stand, *arguments: str) -> Process:
    """The program of the page at work."""
    assert stand.users
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        program_of(page),
        *arguments,
        env={**os.environ, "BROKER_URL": stand.users[SAMPLE_PARTNER]},
        stdout=PIPE,
        stderr=PIPE,
    )


async def heard(program: Process) -> str:
    """What it prints; nothing goes wrong."""
    said, complaints = await asyncio.wait_for(program.communicate(), 60)
    assert (program.returncode, complaints.decode()) == (0, "")
    return said.decode()


async def left_in(stand: Stand, queue: str) -> int:
    """How many messages lie in the queue."""
    connection = await aio_pika.connect(stand.broker_url or "")
    async with connection, connection.channel() as channel:
        return (await channel.get_queue(queue)).declaration_result.message_count or 0


async def is_read(stand: Stand, queue: str) -> bool:
    """Whether a program consumes from it."""
    connection = await aio_pika.connect(stand.broker_url or "")
    async with connection, connection.channel() as channel:
        return bool((await channel.get_queue(queue)).declaration_result.consumer_count)


@pytest.mark.parametrize("page", ["docs/partners.md", "docs/partners.zh.md"])
async def test_a_partner_s_ten_lines_raise_a_submission_and_hear_its_answer(
    page: str, guarded: Stand
) -> None:
    async with running_platform(guarded, "intake"):
        said = await heard(await partner(page, guarded, str(uuid4())))
    assert ANSWER.fullmatch(said), said
    assert await left_in(guarded, ANSWERS) == 0


async def test_three_runs_at_a_time_each_hear_their_own_answer_and_take_nothing_of_others(
    guarded: Stand,
) -> None:
    """P17."""
    async with running_platform(guarded, "intake") as platform:
        programs = [await partner(PAGE, guarded) for _ in range(3)]
        answers = await asyncio.gather(*map(heard, programs))
        await platform.settle()
    assert all(ANSWER.fullmatch(said) for said in answers)
    assert len({CODE.findall(said)[0] for said in answers}) == 3
    assert await left_in(guarded, ANSWERS) == 0


async def test_a_run_leaves_what_answers_other_commands(guarded: Stand) -> None:
    """P17."""
    other = await partner(PAGE, guarded)
    await until(lambda: is_read(guarded, ANSWERS))
    other.kill()
    await other.communicate()
    async with running_platform(guarded, "intake", "handling") as platform:
        await platform.settle()
        assert ANSWER.fullmatch(await heard(await partner(PAGE, guarded)))
    assert await left_in(guarded, ANSWERS) == 1


async def test_who_was_cut_off_runs_it_again_with_the_same_id_and_hears_the_answer(guarded: Stand) -> None:
    command = str(uuid4())
    first = await partner(PAGE, guarded, command)
    await until(lambda: is_read(guarded, ANSWERS))
    first.kill()
    await first.communicate()
    second = await partner(PAGE, guarded, command)
    async with running_platform(guarded, "intake") as platform:
        assert ANSWER.fullmatch(await heard(second))
        assert await platform.scalar("intake", "SELECT count(*) FROM journal WHERE subject IS NOT NULL") == 1


def test_both_pages_show_the_same_program() -> None:
    assert program_of("docs/partners.md") == program_of("docs/partners.zh.md")
