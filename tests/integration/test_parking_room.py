"""P09: what a publisher leaves in the parking lot is bounded."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.handling.storage.tables import JOURNAL
from shared.kernel.bus.delivery.delivery import PUBLISHER_HEADER, Delivery
from shared.kernel.bus.parking.parking import store_parked
from shared.kernel.bus.parking.room import CUT_TO, Room
from shared.kernel.store.database import create_engine
from shared.language.contracts.registry import REGISTRY

JUNK = bytes(1000)


@pytest.fixture
async def engine(database_url: str) -> AsyncEngine:
    return create_engine(database_url, "handling", 2)


def room(engine: AsyncEngine) -> Room:
    return Room(engine, JOURNAL, REGISTRY, at_most=2 * len(JUNK), most_rows=4)


def sent_by(publisher: str) -> Delivery:
    return Delivery("handling.inbox.commands", JUNK, {PUBLISHER_HEADER: publisher})


async def park(engine: AsyncEngine, there: Room, delivery: Delivery) -> int | None:
    """The bytes that are kept; None: nothing."""
    kept = await there.kept_of(delivery)
    if kept is None:
        return None
    await store_parked(engine, JOURNAL, REGISTRY, delivery._replace(body=kept[0]), "not_json", kept[1])
    return len(kept[0])


async def test_bodies_are_kept_whole_then_cut_then_not_at_all(engine: AsyncEngine) -> None:
    there = room(engine)
    kept = [await park(engine, there, sent_by("")) for _ in range(5)]
    assert kept == [1000, 1000, CUT_TO, CUT_TO, None]


async def test_what_lies_there_already_counts_after_a_restart(engine: AsyncEngine) -> None:
    before = room(engine)
    for _ in range(2):
        await park(engine, before, sent_by("partner-a"))
    assert await park(engine, room(engine), sent_by("partner-a")) == CUT_TO


async def test_one_publisher_s_junk_takes_no_room_of_others_and_none_of_our_own(engine: AsyncEngine) -> None:
    there = room(engine)
    for _ in range(5):
        await park(engine, there, sent_by("partner-a"))
    assert await park(engine, there, sent_by("partner-b")) == 1000
    assert [await park(engine, there, sent_by("intake")) for _ in range(6)] == [1000] * 6
