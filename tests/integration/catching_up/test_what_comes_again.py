"""A partner catches up by itself: what it may hear comes once more, into its own queue, and nowhere else."""

from typing import Any

import aio_pika
import pytest
from aio_pika.abc import AbstractConnection
from aiormq.exceptions import ChannelAccessRefused

from shared.kernel.bus.access.belongings import replay_queue
from shared.kernel.bus.catching_up.pages import PAGE
from shared.kernel.bus.delivery.delivery import REPLAY_HEADER
from shared.kernel.messages.topology import REPLAYS
from shared.language.contracts import handling, intake
from tests.support.channels import binding, channel_of
from tests.support.plain_partner import PlainPartner, plain_partner
from tests.support.platform import OTHER_TOWNSHIP, TOWNSHIP, Platform, Stand, running_platform
from tests.support.replays import (
    CALL,
    CITIZEN,
    DEMO,
    HOTLINE,
    PLANNED,
    REPORTED,
    Reader,
    accepted,
    project,
    replays_of,
    request,
)
from tests.support.waiting import until

pytestmark = pytest.mark.two_townships


async def test_who_was_away_ends_in_the_state_of_one_who_was_there(
    platform: Platform, guarded: Stand, demo: PlainPartner, again: Reader
) -> None:
    assert guarded.broker_url
    async with channel_of(guarded.broker_url) as channel:
        there = await channel.declare_queue(exclusive=True)
        for exchange in ("intake.events", "handling.events"):
            await there.bind(exchange, "#")
        present = await Reader(there).read()
        for reports in (3, 0, PAGE + 20):
            await project(platform, reports)
        for _ in range(3):
            await platform.tell(CALL, CITIZEN)
        await platform.settle()
        await again.read()
        for service in ("handling", "intake"):
            await accepted(demo, request(service))

        await again.end(2)

        async def heard_all() -> bool:
            return len(present.events) >= len(again.events)

        await until(heard_all)
        assert again.state() == present.state()
        assert len(again.state()) == 6
        assert {end["data"]["events"] for end in again.ends} == {PAGE + 26, 3}
        of_handling = [event for event in again.events if event["source"] == "/youyue/handling"]
        assert of_handling == [event for event in present.events if event["source"] == "/youyue/handling"]


async def test_each_event_has_the_key_of_the_original_and_names_the_replay_and_the_end_names_the_request(
    platform: Platform, demo: PlainPartner, again: Reader
) -> None:
    await project(platform, 2)
    await platform.settle()
    asked = request()
    await again.read()
    await accepted(demo, asked)
    end = await again.end()
    types = [PLANNED, REPORTED, REPORTED, handling.HandlingReplayEnded.type]
    assert [message.routing_key for message in again.messages] == [f"{type}.33.09.21.201" for type in types]
    assert {message.headers[REPLAY_HEADER] for message in again.messages} == {end["replay"]}
    assert {message.user_id for message in again.messages} == {"handling"}
    assert (end["command_source"], end["command_id"], end["events"]) == (asked["source"], asked["id"], 3)


async def test_types_a_thing_and_a_moment_narrow_it_and_another_township_is_another_request(
    platform: Platform, demo: PlainPartner, again: Reader
) -> None:
    one, _ = await project(platform, 1), await project(platform, 2)
    there = await project(platform, 1, OTHER_TOWNSHIP)
    await platform.settle()
    await again.read()
    narrowings: tuple[tuple[dict[str, Any], int], ...] = (
        ({"subject": one}, 2),
        ({"types": [PLANNED]}, 2),
        ({"decided_from": "2026-08-31T00:00:00Z", "types": [PLANNED, REPORTED]}, 5),
    )
    for number, (narrowed, sent) in enumerate(narrowings, 1):
        await accepted(demo, request(**narrowed))
        assert (await again.end(number))["events"] == sent
    assert {event["township"] for event in again.events} == {TOWNSHIP}
    await accepted(demo, request(township=OTHER_TOWNSHIP))
    assert (await again.end(4))["events"] == 2
    assert {event["subject"] for event in again.events[-2:]} == {there}


async def test_a_partner_hears_again_what_its_entry_lets_it_hear_and_no_more(
    platform: Platform, guarded: Stand, hotline: PlainPartner, again: Reader
) -> None:
    raised = await platform.tell(CALL, CITIZEN)
    await platform.tell(
        intake.InformSubmission(submission_id=str(raised.subject), text="还有一盏。"), CITIZEN
    )
    await platform.settle()
    async with replays_of(guarded, HOTLINE) as reader:
        await reader.read()
        await accepted(hotline, request("intake", by=HOTLINE))
        await reader.end()
        assert [event["type"] for event in reader.events] == [intake.SubmissionReceived.type]
        beyond = await hotline.ask(request("intake", by=HOTLINE, types=["intake.submission.accepted.v1"]))
        elsewhere = await hotline.ask(request("intake", OTHER_TOWNSHIP, by=HOTLINE))
        not_its = await hotline.ask(request("intake", by=HOTLINE) | {"source": "/partners/demo"})
    assert (beyond["code"], beyond["field"]) == ("replay_type_not_heard", "data.types.0")
    assert set(beyond["allowed"]) == {intake.SubmissionReceived.type, intake.SubmissionClosed.type}
    assert (elsewhere["code"], elsewhere["field"]) == ("publisher_not_trusted", "township")
    assert (not_its["code"], not_its["field"]) == ("publisher_not_trusted", "source")
    await again.read()
    assert again.messages == []


async def test_a_replay_outlives_the_service_that_began_it(
    guarded: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guarded.users

    async def no_broker(url: str, **given: Any) -> AbstractConnection:
        raise OSError("refused")

    async with replays_of(guarded, DEMO) as reader, plain_partner(guarded.users[DEMO], DEMO) as partner:
        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(aio_pika, "connect", no_broker)
            async with running_platform(guarded, "handling") as first:
                await project(first, 3)
                await first.settle()
                await accepted(partner, request())
        await reader.read()
        async with running_platform(guarded, "handling") as second:
            async with second.service("handling").engine.begin() as connection:
                # What the first had on loan when it ended is not waited for.
                await connection.exec_driver_sql("UPDATE replays SET due_at = now() WHERE ended_at IS NULL")
            assert (await reader.end())["events"] == 4


async def test_a_connection_that_breaks_holds_a_replay_up_for_seconds(
    platform: Platform, demo: PlainPartner, again: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    await project(platform, 3)
    await platform.settle()
    await again.read()
    connect, broken = aio_pika.connect, iter([OSError("refused"), OSError("refused")])

    async def trouble_first(url: str, **given: Any) -> AbstractConnection:
        for error in broken:
            raise error
        connection: AbstractConnection = await connect(url, **given)
        return connection

    monkeypatch.setattr(aio_pika, "connect", trouble_first)
    await accepted(demo, request())
    assert (await again.end())["events"] == 4


async def test_nobody_reaches_the_replays_of_another(guarded: Stand, platform: Platform) -> None:
    assert guarded.users
    async with channel_of(guarded.users[HOTLINE]) as channel:
        with pytest.raises(ChannelAccessRefused):
            await binding(replay_queue(HOTLINE), REPLAYS, "")(channel)
    async with channel_of(guarded.users[HOTLINE]) as channel:
        queue = await channel.get_queue(replay_queue(DEMO), ensure=False)
        with pytest.raises(ChannelAccessRefused):
            await queue.get(fail=False)
