"""The relay on a real broker that closes the channel over one event, or has no queue for another."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator

import pytest

from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.journal.relay import LANE, Relay
from shared.kernel.messages.topology import UNROUTED
from shared.kernel.store.clock import SystemClock
from tests.integration.test_relay import sessions_of, unsent
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.channels import channel_of, next_message
from tests.support.platform import TOWNSHIP, Stand
from tests.support.waiting import until

SERVICE, STREAM = "handling", "handling.events"
HEARD, UNHEARD = "handling.item.progressed.v1", "handling.nobody.asked.v1"
MOST_BYTES, THINGS = 20_000, 300
_FILL = (
    "INSERT INTO journal (id, tenant, type, subject, time, correlation, body) "
    "SELECT gen_random_uuid(), $1, $2, thing, now(), 'c', body "
    "FROM unnest($3::text[], $4::text[]) WITH ORDINALITY AS given (thing, body, number) ORDER BY number"
)


@pytest.fixture
def limited(provisioned_rabbitmq: RabbitMQNode) -> Iterator[RabbitMQNode]:
    """The node takes small messages alone, on channels that are opened from now on."""
    patient = provisioned_rabbitmq.ctl("eval", "element(2, application:get_env(rabbit, max_message_size)).")
    setting = "application:set_env(rabbit, max_message_size, {}), persistent_term:erase(max_message_size)."
    provisioned_rabbitmq.ctl("eval", setting.format(MOST_BYTES))
    yield provisioned_rabbitmq
    provisioned_rabbitmq.ctl("eval", setting.format(patient))


@pytest.fixture
async def relay(over_rabbitmq: Stand, limited: RabbitMQNode) -> AsyncIterator[Relay]:
    publisher = RabbitPublisher(limited.url(), "test", 10.0)
    await publisher.start()
    async with sessions_of(over_rabbitmq.database_url, 1) as sessions:
        relay = Relay(SERVICE, sessions, SystemClock(), publisher, 0.1, 500, 10.0)
        yield relay
        await relay.stop()
    await publisher.stop()


async def write(relay: Relay, type: str, *rows: tuple[str, str]) -> None:
    """(thing, body) each."""
    things, bodies = [thing for thing, _ in rows], [body for _, body in rows]
    async with relay.sessions.open() as session:
        await session.fetch(_FILL, TOWNSHIP, type, things, bodies)


async def how_many_left(relay: Relay) -> int:
    async with relay.sessions.open() as session:
        return await unsent(session)


async def test_over_an_event_that_is_too_large_the_channel_is_closed_and_all_others_go_out(
    relay: Relay, limited: RabbitMQNode
) -> None:
    others = [(f"thing-{n}", f"event-{n}") for n in range(THINGS)]
    large = ("large", "x" * 2 * MOST_BYTES)
    await write(relay, HEARD, *others[: THINGS // 2], large, ("large", "after"), *others[THINGS // 2 :])
    async with channel_of(limited.url()) as channel:
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind(STREAM, f"{HEARD}.#")
        running = asyncio.create_task(relay.run())

        async def only_the_large_one_is_left() -> bool:
            return await how_many_left(relay) == 2

        await until(only_the_large_one_is_left, 30)
        await write(relay, HEARD, ("later", "later"))
        relay.wake()
        await until(only_the_large_one_is_left, 5)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        heard: Counter[str] = Counter()
        while message := await queue.get(no_ack=True, fail=False):
            heard[message.body.decode()] += 1
    assert set(heard) == {body for _, body in others} | {"later"}
    assert max(heard.values()) <= 2, "once more, since nobody knows what had arrived"
    async with relay.sessions.open() as session:
        waits = await session.fetch(
            "SELECT body, failures, waits_until > now() FROM journal WHERE sent_at IS NULL ORDER BY position"
        )
    assert [tuple(row) for row in waits] == [(large[1], 1, True), ("after", 0, True)]


async def test_what_no_queue_takes_is_confirmed_and_lies_where_an_operator_sees_it(
    relay: Relay, limited: RabbitMQNode
) -> None:
    await write(relay, UNHEARD, ("one", "nobody heard this"))
    await write(relay, HEARD, *[(f"thing-{n}", str(n)) for n in range(LANE)])
    assert (await relay.pass_once())[0] == LANE + 1
    assert (await next_message(limited, UNROUTED)).body == b"nobody heard this"
