"""P09: what a publisher leaves in the parking lot is bounded; what is beyond is answered and counted."""

import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from cli.doctor.daily import account
from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.bus.delivery.delivery import PUBLISHER_HEADER, Delivery, Handle, Outcome, Park
from shared.kernel.bus.delivery.recoverability import ATTEMPTS_SPENT
from shared.kernel.bus.parking.parked import PARKED, Wanted, ask_retry, parked_messages
from shared.kernel.bus.parking.room import CUT_TO
from tests.integration.test_answers import HOTLINE, said
from tests.support.plain_partner import PlainPartner, plain_partner
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

JUNK = bytes(1000)
SIZES = "SELECT length(body) FROM parked_messages ORDER BY position"


def given_up(_handle: Handle) -> Handle:
    """Whatever comes cannot be handled, by a fault of ours."""

    async def give_up(_delivery: Delivery) -> Outcome:
        return Park(ATTEMPTS_SPENT, "a fault of ours")

    return give_up


@pytest.fixture
async def platform(guarded: Stand, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    """One in which two bodies of junk of a publisher's have room whole, and four in all."""
    monkeypatch.setattr("shared.kernel.bus.parking.room.AT_MOST", 2 * len(JUNK))
    monkeypatch.setattr("shared.kernel.bus.parking.room.MOST_ROWS", 4)
    async with running_platform(
        guarded, "intake", "console", story_clock=None, faults=(given_up,)
    ) as running:
        yield running


@pytest.fixture
async def hotline(platform: Platform, guarded: Stand) -> AsyncIterator[PlainPartner]:
    assert guarded.users
    async with plain_partner(guarded.users[HOTLINE], HOTLINE) as partner:
        yield partner


async def sizes(platform: Platform, number: int) -> list[int]:
    """Of the bodies that are kept, once there are so many."""

    async def kept() -> list[int]:
        found = [row[0] for row in await platform.rows("intake", SIZES)]
        return found if len(found) >= number else []

    return await until(kept)


async def lacked(platform: Platform, sort: str, kept: str, number: int) -> None:
    """Wait until so many are counted for which there was no room."""
    registry = platform.service("intake").statistics.registry
    labels = {"service": "intake", "publisher": sort, "kept": kept}

    async def counted() -> bool:
        return registry.get_sample_value("youyue_parked_without_room_total", labels) == number

    await until(counted)


async def send_junk(partner: PlainPartner, number: int) -> None:
    """One after the other, without a name: to nobody's account but theirs who do so."""
    for _ in range(number):
        await partner.publish(JUNK, named=False)


async def test_bodies_are_kept_whole_then_cut_then_not_at_all_and_each_is_counted(
    hotline: PlainPartner, platform: Platform
) -> None:
    await send_junk(hotline, 5)
    await lacked(platform, "unnamed", "nothing", 1)
    assert sorted(await sizes(platform, 4)) == [CUT_TO, CUT_TO, 1000, 1000]
    await lacked(platform, "unnamed", "beginning", 2)
    await lacked(platform, "partner", "nothing", 0)


async def test_a_command_without_room_is_answered_and_its_id_is_not_taken(
    hotline: PlainPartner, platform: Platform
) -> None:
    for _ in range(4):
        await hotline.send(said())
    await sizes(platform, 4)
    already = len(hotline.answers)
    command = said()
    refused = await hotline.ask(command)
    assert (refused["code"], refused["remedy"]) == ("not_kept", "later")
    assert refused["command_type"] == command["type"]
    await platform.settle()
    await hotline.send(command)
    assert (await hotline.answer(command, 2))["code"] == "not_kept", "and again, if it still cannot be kept"
    await lacked(platform, "partner", "nothing", 2)
    assert await platform.scalar("intake", "SELECT count(*) FROM inbox") == 0
    assert len(hotline.answers) == already + 2


async def test_a_command_of_which_only_the_beginning_is_kept_is_answered_too(
    hotline: PlainPartner, platform: Platform
) -> None:
    long = {"data": said()["data"] | {"text": "村口水管漏水。" * 40}}
    first, second = said(**long), said(**long)
    await hotline.send(first)
    await sizes(platform, 1)
    assert (await hotline.ask(second))["code"] == "not_kept"
    assert (await sizes(platform, 2))[-1] == CUT_TO
    assert [said["command_id"] for said in hotline.answers] == [second["id"]]


async def test_what_lies_there_already_counts_after_a_restart(
    hotline: PlainPartner, platform: Platform, guarded: Stand
) -> None:
    await send_junk(hotline, 2)
    await sizes(platform, 2)
    await platform.process.stop()
    async with running_platform(guarded, "intake", story_clock=None, faults=(given_up,)) as again:
        await send_junk(hotline, 1)
        assert (await sizes(again, 3))[-1] == CUT_TO


async def test_one_publisher_s_junk_takes_no_room_of_others_and_none_of_our_own(
    hotline: PlainPartner, platform: Platform, guarded: Stand
) -> None:
    assert guarded.users
    await send_junk(hotline, 5)
    await sizes(platform, 4)
    async with plain_partner(guarded.users[SAMPLE_PARTNER], SAMPLE_PARTNER) as demo:
        await demo.publish(JUNK)
    assert (await sizes(platform, 5))[-1] == 1000
    room = platform.service("intake").room
    own = Delivery("intake.inbox.commands", JUNK, {PUBLISHER_HEADER: "handling"})
    assert [(await room.kept_of(own)).whole for _ in range(6)] == [True] * 6


async def test_a_command_among_events_is_not_this_service_s_to_answer(platform: Platform) -> None:
    """It answers no commands, so it has no words for one."""
    room = platform.service("console").room
    astray = json.dumps(said()).encode()
    for _ in range(6):
        await room.park(Delivery("console.inbox.events", astray, {PUBLISHER_HEADER: HOTLINE}), "astray", "")
    assert await platform.scalar("console", "SELECT count(*) FROM parked_messages") == 4
    assert await platform.scalar("console", "SELECT count(*) FROM journal") == 0


async def test_what_was_not_kept_whole_cannot_be_retried(hotline: PlainPartner, platform: Platform) -> None:
    await send_junk(hotline, 3)
    await sizes(platform, 3)
    running = platform.service("intake")
    async with running.engine.begin() as connection:
        asked = await ask_retry(connection, running.service.journal, Wanted(), "clerk")
        left = await parked_messages(connection, running.service.journal, Wanted(statuses=(PARKED,)))
    assert len(asked) == 2
    assert [row.headers["x-youyue-cut"] for row in left] == [1000]
    assert "256 of 1000 bytes kept" in left[0].detail


async def test_the_doctor_says_whose_room_is_full(
    hotline: PlainPartner, platform: Platform, guarded: Stand
) -> None:
    settings = platform.service("intake").settings
    (calm,) = [finding async for finding in account("intake", settings)]
    assert not calm.advice
    await send_junk(hotline, 4)
    await sizes(platform, 4)
    (full,) = [finding async for finding in account("intake", settings)]
    assert "unnamed: 搁置处已满" in full.advice


async def test_what_cannot_be_kept_for_a_fault_is_tried_again_and_counts_once(platform: Platform) -> None:
    room, engine = platform.service("intake").room, platform.service("intake").engine
    junk = Delivery("intake.inbox.commands", JUNK, {PUBLISHER_HEADER: HOTLINE})
    for before, after in (("detail", "away"), ("away", "detail")):
        async with engine.begin() as connection:
            await connection.execute(text(f"ALTER TABLE parked_messages RENAME COLUMN {before} TO {after}"))
        for _ in range(6) if after == "away" else ():
            with pytest.raises(DBAPIError):
                await room.park(junk, "astray", "")
    await room.park(junk, "astray", "")
    assert await sizes(platform, 1) == [len(JUNK)]
