"""What was handled is told to the broker, many at once, and does not come again."""

import asyncio

import aio_pika

from shared.kernel.messages.topology import inbox_queue
from tests.support.handling_messages import OFFICE, PLAN
from tests.support.platform import Stand, running_platform
from tests.support.waiting import until

TOGETHER = 60


async def test_nothing_that_was_handled_is_in_the_queue_once_the_service_has_stopped(
    over_rabbitmq: Stand,
) -> None:
    async with running_platform(over_rabbitmq, "handling") as platform:
        answers = await asyncio.gather(*(platform.tell(PLAN, OFFICE) for _ in range(TOGETHER)))
        assert len({answer.subject for answer in answers}) == TOGETHER
    async with await aio_pika.connect(over_rabbitmq.client_url()) as connection:
        channel = await connection.channel()

        async def left() -> bool:
            queue = await channel.declare_queue(inbox_queue("handling", "commands"), passive=True)
            return (queue.declaration_result.message_count or 0) == 0

        await until(left)


async def test_a_service_is_given_more_than_it_may_have_in_hand_at_once(over_rabbitmq: Stand) -> None:
    """What is not told of would fill its hands: so many are unacknowledged at most."""
    async with running_platform(over_rabbitmq, "handling") as platform:
        at_once = platform.service("handling").settings.prefetch
        for _ in range(3):
            await asyncio.gather(*(platform.tell(PLAN, OFFICE) for _ in range(at_once)))
        made = await platform.scalar("handling", "SELECT count(*) FROM project")
    assert made == 3 * at_once
