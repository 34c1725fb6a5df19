"""Texts made to cost much keep nobody else waiting: the loop goes on, and what others send is taken (I14,
I15)."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.text import says_something
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmissionReceived, SubmitSubmission
from tests.support.hostile_texts import hostile_texts
from tests.support.platform import Stand, running_platform

CITIZEN = Actor("citizen-7", Role.CITIZEN)
AT_MOST = 1.0
"""Seconds of processor time that the loop's thread may work between two turns; single texts once took more
than that."""
TURN = 0.002
"""Seconds."""


@asynccontextmanager
async def turns() -> AsyncIterator[list[float]]:
    """How long the loop's thread worked before each turn. Not the time by the clock: other programs do not
    count."""
    worked: list[float] = []

    async def watch() -> None:
        while True:
            asked = time.thread_time()
            await asyncio.sleep(TURN)
            worked.append(time.thread_time() - asked)

    watching = asyncio.create_task(watch())
    try:
        yield worked
    finally:
        watching.cancel()


async def test_hostile_texts_are_taken_beside_others_and_the_loop_goes_on(in_process: Stand) -> None:
    texts = [text for text in hostile_texts(10_000).values() if says_something(text)]
    async with running_platform(in_process, "intake") as platform:
        await platform.tell(SubmitSubmission(text="路灯不亮", channel="online"), CITIZEN)
        async with turns() as worked, asyncio.TaskGroup() as sending:
            answers = [
                sending.create_task(platform.tell(SubmitSubmission(text=text, channel="online"), CITIZEN))
                for text in (*texts, *["泵站的水泵坏了，村里没人管"] * 8)
            ]
    assert {answer.result().type for answer in answers} == {SubmissionReceived.type}
    assert max(worked) < AT_MOST
