"""Events that are committed while a batch is on its way join it, each thing's in their order."""

import asyncio

import asyncpg

from shared.kernel.journal.relay import Relay
from shared.kernel.messages.envelope import Sealed
from shared.kernel.store.clock import SystemClock
from tests.integration.test_relay import SERVICE, sessions_of
from tests.integration.test_relay_by_thing import BATCH, FILL, OF_EACH, fill, left
from tests.support.platform import TOWNSHIP, Stand
from tests.support.waiting import until


async def test_what_is_committed_while_a_batch_waits_for_its_slowest_does_not_wait_for_it(
    in_process: Stand,
) -> None:
    url, slow, wake = in_process.database_url, asyncio.Event(), asyncio.Event()
    sent: list[str] = []

    class Slow:
        async def send_event(self, event: Sealed, *, alone: bool = False) -> None:
            body = event.body.decode()
            sent.append(body)
            if body == "good0:0":
                await fill(url, ["good1"])
                wake.set()
                await slow.wait()

    await fill(url, ["good0"])
    async with sessions_of(url, 1) as sessions:
        relay = Relay(SERVICE, sessions, SystemClock(), Slow(), 0.05, BATCH, 10.0, patience=10.0)
        passing = asyncio.create_task(relay.pass_once())
        await wake.wait()
        relay.wake()

        async def the_later_one_is_out() -> bool:
            return sent == ["good0:0", "good1:0", "good1:1", "good1:2"]

        await until(the_later_one_is_out)
        slow.set()
        assert await passing == (2 * OF_EACH, 0)
        assert sent[4:] == ["good0:1", "good0:2"]
        assert not await left(url)


async def test_what_is_committed_late_goes_before_what_follows_of_its_thing(in_process: Stand) -> None:
    """The late one's position was drawn before those of the batch that is on its way."""
    url, slow, begun = in_process.database_url, asyncio.Event(), asyncio.Event()
    sent: list[str] = []

    class Slow:
        async def send_event(self, event: Sealed, *, alone: bool = False) -> None:
            sent.append(event.body.decode())
            if sent == ["good0:0"]:
                begun.set()
                await slow.wait()

    late = await asyncpg.connect(url.replace("+asyncpg", ""))
    committing = late.transaction()
    await committing.start()
    await late.execute("SET search_path TO handling")
    await late.execute(FILL, TOWNSHIP, ["late"], [0])
    await fill(url, ["good0"])
    async with sessions_of(url, 1) as sessions:
        relay = Relay(SERVICE, sessions, SystemClock(), Slow(), 0.05, BATCH, 10.0, patience=10.0)
        passing = asyncio.create_task(relay.pass_once())
        await begun.wait()
        await committing.commit()
        await late.execute(FILL, TOWNSHIP, ["late"], [1])
        await late.close()
        relay.wake()

        async def both_are_out() -> bool:
            return len(sent) == 3

        await until(both_are_out)
        slow.set()
        assert await passing == (OF_EACH + 2, 0)
        assert sent[1:3] == ["late:0", "late:1"]
