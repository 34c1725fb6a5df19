"""An event that is not confirmed waits alone, whatever the broker said: over a pretended one that treats some
badly."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from shared.kernel.journal.relay import PAUSES, Relay, pause_after
from shared.kernel.messages.envelope import Sealed
from shared.kernel.messages.errors import ChannelBroken, EventRefused
from shared.kernel.store.clock import SystemClock
from tests.integration.test_relay import SERVICE, sessions_of, unsent
from tests.support.platform import TOWNSHIP, Stand
from tests.support.waiting import until

BATCH, BAD, GOOD, OF_EACH = 10, 25, 60, 3
PATIENCE = 0.02
FILL = (
    "INSERT INTO journal (id, tenant, type, subject, time, correlation, body) "
    "SELECT gen_random_uuid(), $1, 'handling.item.progressed.v1', thing, now(), 'c', "
    "thing || ':' || version FROM unnest($2::text[], $3::int[]) WITH ORDINALITY "
    "AS given (thing, version, number) ORDER BY number"
)


@dataclass
class Broker:
    """Confirms, but for the things that are bad: it refuses them, is silent, or closes the channel."""

    manner: str
    well: bool = False
    arrived: list[str] = field(default_factory=list)
    """Bodies, in order; also those that were not confirmed."""
    channel: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the channel that all share is closed."""

    async def send_event(self, event: Sealed, *, alone: bool = False) -> None:
        body = event.body.decode()
        self.arrived.append(body)
        if body.startswith("good") or self.well:
            await asyncio.sleep(0)
            if self.channel.is_set() and not alone:
                raise ChannelBroken("over somebody else")
            return
        match self.manner:
            case "refused":
                raise EventRefused(body)
            case "closed":
                if not alone:
                    self.channel.set()
                    asyncio.get_running_loop().call_later(PATIENCE / 2, self.channel.clear)
                raise ChannelBroken("message size 5 is larger than 4")
            case "silent":
                await asyncio.Event().wait()

    def copies(self, of: str) -> Counter[str]:
        return Counter(body for body in self.arrived if body.startswith(of))


@pytest.fixture(params=["refused", "closed", "silent"])
async def broker(request: pytest.FixtureRequest) -> Broker:
    return Broker(request.param)


@pytest.fixture
async def relay(in_process: Stand, broker: Broker) -> AsyncIterator[Relay]:
    """At work on a journal in which the bad things come first, and more than one batch of them."""
    async with sessions_of(in_process.database_url, 1) as sessions:
        relay = Relay(
            SERVICE, sessions, SystemClock(), broker, 0.05, BATCH, 10.0, pauses=(60.0,), patience=PATIENCE
        )
        yield relay
        await relay.stop()


async def fill(url: str, names: list[str]) -> None:
    things = [name for name in names for _ in range(OF_EACH)]
    async with sessions_of(url, 1) as sessions, sessions.open() as session:
        await session.fetch(FILL, TOWNSHIP, things, [n % OF_EACH for n in range(len(things))])


@pytest.fixture
async def running(relay: Relay, in_process: Stand) -> AsyncIterator[None]:
    await fill(in_process.database_url, [f"bad{n}" for n in range(BAD)] + [f"good{n}" for n in range(GOOD)])
    task = asyncio.create_task(relay.run())
    yield
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def left(url: str, condition: str = "") -> int:
    async with sessions_of(url, 1) as sessions, sessions.open() as session:
        statement = f"SELECT count(*) FROM journal WHERE sent_at IS NULL {condition}"
        return int((await session.fetch(statement))[0][0])


@pytest.mark.usefixtures("running")
async def test_all_other_things_go_out_once_and_in_order_while_more_than_a_batch_of_bad_ones_wait(
    in_process: Stand, broker: Broker
) -> None:
    url = in_process.database_url

    async def only_the_bad_wait() -> bool:
        return await left(url) == BAD * OF_EACH and not await left(url, "AND waits_until IS NULL")

    await until(only_the_bad_wait)
    good = broker.copies("good")
    assert len(good) == GOOD * OF_EACH
    # Those that were on the channel when it was closed are sent again: whether they had arrived nobody knows.
    assert sum(good.values()) - len(good) <= (BATCH * BAD if broker.manner == "closed" else 0)
    assert max(good.values()) <= 2
    assert set(broker.copies("bad")) == {f"bad{n}:0" for n in range(BAD)}, "what follows of a thing waits"
    assert max(broker.copies("bad").values()) == (2 if broker.manner == "closed" else 1)


@pytest.mark.usefixtures("running")
async def test_when_the_broker_takes_them_again_they_go_out_in_order_and_none_is_lost(
    in_process: Stand, broker: Broker, relay: Relay
) -> None:
    url = in_process.database_url
    await until(lambda: held(url))
    relay.pauses, broker.well = (0.0,), True
    arrived = len(broker.arrived)
    async with sessions_of(url, 1) as sessions, sessions.open() as session:
        await session.fetch("UPDATE journal SET waits_until = now() WHERE waits_until IS NOT NULL")
    relay.wake()

    async def all_sent() -> bool:
        return not await left(url)

    await until(all_sent)
    for thing in (f"bad{n}" for n in range(BAD)):
        said = [body for body in broker.arrived[arrived:] if body.startswith(f"{thing}:")]
        assert said == [f"{thing}:{n}" for n in range(OF_EACH)]


async def held(url: str) -> bool:
    return await left(url, "AND waits_until IS NOT NULL") == BAD * OF_EACH


async def test_an_event_that_is_confirmed_late_is_not_sent_again(in_process: Stand) -> None:
    answer = asyncio.Event()
    sent: list[str] = []

    class Slow:
        async def send_event(self, event: Sealed, *, alone: bool = False) -> None:
            sent.append(event.body.decode())
            if event.body == b"bad0:0":
                await answer.wait()

    url = in_process.database_url
    await fill(url, ["bad0", "good0"])
    async with sessions_of(url, 1) as sessions:
        relay = Relay(SERVICE, sessions, SystemClock(), Slow(), 0.05, BATCH, 10.0, patience=PATIENCE)
        assert (await relay.pass_once())[0] == OF_EACH
        assert await left(url, "AND waits_until > now() + interval '9 s'") == OF_EACH
        answer.set()
        await asyncio.sleep(0)
        await relay.pass_once()
        async with sessions.open() as session:
            while await unsent(session):
                await relay.pass_once()
        await relay.stop()
    assert sorted(sent) == sorted(f"{thing}:{n}" for thing in ("bad0", "good0") for n in range(OF_EACH))


async def test_when_nothing_at_all_is_confirmed_nobody_is_to_blame(in_process: Stand) -> None:
    class Away:
        async def send_event(self, event: Sealed, *, alone: bool = False) -> None:
            await asyncio.Event().wait()

    url = in_process.database_url
    await fill(url, [f"good{n}" for n in range(GOOD)])
    async with sessions_of(url, 1) as sessions:
        relay = Relay(SERVICE, sessions, SystemClock(), Away(), 0.05, BATCH, 0.2, patience=PATIENCE)
        assert (await relay.pass_once())[0] == 0
        assert await left(url, "AND waits_until IS NULL AND failures = 0") == GOOD * OF_EACH


def test_the_pauses_grow_and_stay_at_the_longest() -> None:
    assert [pause_after(n) for n in (1, 2, 3, 4, 400)] == [*PAUSES, PAUSES[-1], PAUSES[-1]]
