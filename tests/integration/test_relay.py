"""The relay beside failing publishes, a second relay, and handlers that cancel what is just due."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from shared.client.platform import new_command
from shared.kernel.journal.relay import Relay
from shared.kernel.journal.writer import Receipt, Writer
from shared.kernel.messages.envelope import Actor, Sealed
from shared.kernel.messages.errors import ChannelBroken, EventRefused
from shared.kernel.store.clock import SystemClock
from shared.kernel.store.database import DATABASE_TROUBLE, create_engine
from shared.kernel.store.session import Session, Sessions
from shared.language.behaviour import TimerChange
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemWaitDue, PlanProject
from tests.support.platform import TOWNSHIP, Stand
from tests.support.waiting import until

SERVICE = "handling"
OFFICE = Actor("office-1", Role.OFFICE)
CONFIRMED, LOST_ON_THE_WAY, CONFIRM_LOST = "confirmed", "lost on the way", "confirm lost"
REFUSED, CHANNEL_CLOSED, NO_ANSWER, LATE = "refused", "channel closed", "no answer", "late"
FATES = (CONFIRMED, LOST_ON_THE_WAY, CONFIRM_LOST, REFUSED, CHANNEL_CLOSED, NO_ANSWER, LATE)
PATIENCE = 0.01


@dataclass
class Broker:
    """Takes what relays publish, or fails as it is told to; knows who is publishing."""

    fates: list[str] = field(default_factory=list)
    """What happens to one publish after the other; afterwards all are confirmed."""
    published: list[str] = field(default_factory=list)
    """Bodies, in the order in which they reached the broker."""
    publishing: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    async def take(self, event: Sealed, relay: str) -> None:
        self.publishing[relay] += 1
        try:
            assert [name for name, count in self.publishing.items() if count] == [relay], "two relays at once"
            await asyncio.sleep(0)
            fate = self.fates.pop() if self.fates else CONFIRMED
            if fate != LOST_ON_THE_WAY:
                self.published.append(event.body.decode())
        finally:
            self.publishing[relay] -= 1
        match fate:
            case "refused":
                raise EventRefused(fate)
            case "channel closed":
                raise ChannelBroken(fate)
            case "no answer":
                await asyncio.Event().wait()
            case "late":
                await asyncio.sleep(5 * PATIENCE)
            case "lost on the way" | "confirm lost":
                raise ConnectionError(fate)


@dataclass(frozen=True)
class Line:
    """One relay's way to the broker."""

    broker: Broker
    relay: str

    async def send_event(self, event: Sealed, *, alone: bool = False) -> None:
        await self.broker.take(event, self.relay)


@asynccontextmanager
async def relay_of(url: str, broker: Broker, name: str = "one") -> AsyncIterator[Relay]:
    engine = create_engine(url, SERVICE, 1)
    sessions = Sessions(engine, 1)
    relay = Relay(
        SERVICE,
        sessions,
        SystemClock(),
        Line(broker, name),
        poll=1,
        batch=7,
        publish_timeout=20 * PATIENCE,
        pauses=(0.0,),
        patience=PATIENCE,
    )
    yield relay
    await relay.stop()
    await sessions.close()
    await engine.dispose()


@asynccontextmanager
async def sessions_of(url: str, size: int) -> AsyncIterator[Sessions]:
    engine = create_engine(url, SERVICE, size)
    sessions = Sessions(engine, size)
    yield sessions
    await sessions.close()
    await engine.dispose()


async def unsent(session: Session) -> int:
    return int((await session.fetch("SELECT count(*) FROM journal WHERE sent_at IS NULL"))[0][0])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    subjects=st.lists(st.integers(0, 4), min_size=1, max_size=25),
    fates=st.lists(st.sampled_from(FATES), max_size=40),
)
def test_with_failing_publishes_and_two_relays_each_things_events_go_out_in_order_and_all_of_them(
    in_process: Stand, subjects: list[int], fates: list[str]
) -> None:
    published = asyncio.run(all_sent_by_two_relays(in_process.database_url, subjects, fates))
    for subject in set(subjects):
        versions = [int(body.split(":")[1]) for body in published if body.startswith(f"{subject}:")]
        assert versions == sorted(versions)
        assert set(versions) == set(range(subjects.count(subject)))


async def all_sent_by_two_relays(url: str, subjects: Sequence[int], fates: list[str]) -> list[str]:
    """The bodies, ``subject:version``, in the order in which the broker got them."""
    broker = Broker(list(fates))
    async with (
        sessions_of(url, 1) as sessions,
        relay_of(url, broker, "one") as one,
        relay_of(url, broker, "two") as two,
        sessions.open() as session,
    ):
        await session.fetch("DELETE FROM journal")
        await session.fetch(
            "INSERT INTO journal (id, tenant, type, subject, time, correlation, body) "
            "SELECT gen_random_uuid(), $1, 'handling.item.progressed.v1', subject, now(), 'c', body "
            "FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS given (subject, body, number) "
            "ORDER BY number",
            TOWNSHIP,
            [str(subject) for subject in subjects],
            [f"{subject}:{subjects[:n].count(subject)}" for n, subject in enumerate(subjects)],
        )
        while await unsent(session):
            await asyncio.gather(one.pass_once(), two.pass_once())
    return broker.published


async def test_of_200_timers_cancelled_as_they_fall_due_each_fires_once_or_never_after_its_cancelling(
    in_process: Stand,
) -> None:
    chance, broker = random.Random(20260901), Broker()
    begin = datetime.now(UTC) + timedelta(seconds=0.3)
    due = [begin + timedelta(milliseconds=5 * n) for n in range(200)]
    # The first are cancelled well before they are due, the last well after; all others in the very moment.
    early = [-250.0] * 10 + [chance.uniform(-4, 4) for _ in range(180)] + [250.0] * 10
    url = in_process.database_url
    async with sessions_of(url, 8) as sessions, relay_of(url, broker) as relay:
        for n, at in enumerate(due):
            await timer(sessions, TimerChange(f"timer-{n}", at, ItemWaitDue(item_id=f"item-{n}")))

        async def cancel(n: int) -> None:
            moment = due[n] + timedelta(milliseconds=early[n])
            await asyncio.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))
            await timer(sessions, TimerChange(f"timer-{n}"))

        cancelling = asyncio.gather(*(cancel(n) for n in range(200)))
        while not cancelling.done():
            await relay.pass_once()
        await cancelling
        while (await relay.pass_once())[0]:
            pass
        async with sessions.open() as session:
            left = {body for (body,) in await session.fetch("SELECT body FROM journal")}
    assert sorted(broker.published) == sorted(left), "what fired is what no cancelling took away, once each"
    assert 10 <= len(left) <= 190


async def timer(sessions: Sessions, change: TimerChange) -> None:
    """Set or cancel it as the handling of a message would."""
    cause = new_command(
        PlanProject(title="x", department="water", leader="leader-2"), OFFICE, TOWNSHIP, "/tests"
    )
    writer = Writer(SERVICE, cause, datetime.now(UTC))
    writer.timer(change)
    async with sessions.open() as session:
        assert await writer.write(session, Receipt("tests", cause.tenant, cause.source, cause.id, cause.type))


async def test_a_relay_that_is_frozen_gives_its_lock_back_after_a_while(in_process: Stand) -> None:
    settings = in_process.settings(None)("handling")
    frozen = create_engine(settings.sqlalchemy_url, "handling", 1, idle_transaction=0.2)
    other = create_engine(settings.sqlalchemy_url, "handling", 1)
    take = select(func.pg_try_advisory_xact_lock(77))

    async def free() -> bool:
        async with other.begin() as connection:
            return bool(await connection.scalar(take))

    try:
        async with frozen.connect() as connection:
            assert await connection.scalar(take)
            assert not await free()
            assert await until(free, 10)
            with pytest.raises(DATABASE_TROUBLE):
                await connection.scalar(take)
    finally:
        await frozen.dispose()
        await other.dispose()
