"""Who is believed, on a broker with the users of a real deployment: refusals go out, strangers' events are
parked."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aio_pika
import pytest

from shared.client.platform import new_command
from shared.kernel.bus.delivery.carrying_out import CarryingOut
from shared.kernel.bus.delivery.delivery import ATTEMPT_HEADER, PUBLISHER_HEADER
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.bus.parking.parked import Wanted, ask_retry
from shared.kernel.bus.rabbit.publisher import message_of
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import handling, intake
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import TOPOLOGY
from tests.support.platform import IMPATIENT, TOWNSHIP, Platform, Stand, running_platform
from tests.support.waiting import until

ROOT = Path(__file__).parents[2]
HOTLINE = "partner-12345"
CITIZEN = Actor("citizen:7", Role.CITIZEN)
CALL = intake.SubmitSubmission(text="村口的路灯不亮。", channel="phone", village="V01")
DROP = intake.DropTopic(topic_id="t-1", reason="不再需要")


@pytest.fixture
async def platform(guarded: Stand) -> AsyncIterator[Platform]:
    async with running_platform(guarded, "intake", story_clock=None) as running:
        yield running


def said(command: Command = CALL, actor: Actor = CITIZEN, source: str = "/county/hotline") -> Envelope:
    return new_command(command, actor, TOWNSHIP, source)


async def publish(url: str, exchange: str, envelope: Envelope, user: str | None, **headers: Any) -> None:
    connection = await aio_pika.connect(url)
    async with connection, connection.channel() as channel:
        message = message_of(envelope.sealed(), user or "")
        message.user_id, message.headers = user, headers
        await (await channel.get_exchange(exchange, ensure=False)).publish(message, envelope.type)


async def answer(platform: Platform, command: Envelope) -> Envelope:
    """What came of it, as the journal of intake says: the event, or the refusal that its sender gets."""
    query = (
        "SELECT body FROM journal WHERE body::jsonb->>'causationid' = :id AND sent_at IS NOT NULL "
        "AND type <> 'intake.command.accepted.v1' ORDER BY position LIMIT 1"
    )

    async def written() -> list[Any]:
        return await platform.rows("intake", query, id=command.id)

    ((body,),) = await until(written)
    return REGISTRY.envelope.model_validate_json(body)


async def test_a_partner_is_believed_within_its_entry_and_refused_beyond_it(
    platform: Platform, guarded: Stand
) -> None:
    assert guarded.users
    own, deputy = said(), said(actor=Actor("deputy-01", Role.DEPUTY))
    for command in (own, deputy):
        await publish(guarded.users[HOTLINE], "intake.commands", command, HOTLINE)
    assert (await answer(platform, own)).type == "intake.submission.received.v1"
    refused = intake.IntakeCommandRefused.model_validate((await answer(platform, deputy)).data)
    assert (refused.code, refused.field) == ("publisher_not_trusted", "actorrole")
    assert HOTLINE in refused.reason.zh
    assert HOTLINE in refused.reason.en


async def test_a_command_of_nobody_is_parked_and_can_be_sent_again_by_its_true_sender(
    platform: Platform, guarded: Stand
) -> None:
    assert guarded.users
    command = said()
    await publish(guarded.users[HOTLINE], "intake.commands", command, None, **{PUBLISHER_HEADER: HOTLINE})

    async def parked() -> list[Any]:
        return await platform.rows("intake", "SELECT reason, detail FROM parked_messages")

    ((reason, detail),) = await until(parked)
    assert reason == "publisher_unnamed"
    assert "user_id" in detail
    await publish(guarded.users[HOTLINE], "intake.commands", command, HOTLINE)
    await until(lambda: received(platform))


async def received(platform: Platform) -> bool:
    return any(event.type == "intake.submission.received.v1" for event in platform.events)


async def test_an_event_of_another_publisher_is_parked(platform: Platform, guarded: Stand) -> None:
    assert guarded.broker_url
    released = json.loads((ROOT / "contracts/handling/handling.item.archived.v1.json").read_text("utf-8"))
    event = REGISTRY.envelope.model_validate(released["example"])
    forged = {PUBLISHER_HEADER: "handling", ATTEMPT_HEADER: 2}
    await publish(guarded.broker_url, "handling.inside", event, "youyue", **forged)

    async def parked() -> list[Any]:
        return await platform.rows("intake", "SELECT reason, attempts, headers FROM parked_messages")

    ((reason, attempts, headers),) = await until(parked)
    assert (reason, attempts, headers[PUBLISHER_HEADER]) == ("wrong_publisher", 0, "youyue")


async def test_a_delayed_copy_keeps_its_publisher(
    platform: Platform, guarded: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guarded.users
    command, failures = said(), 1
    carry_out = CarryingOut.carry_out

    async def fail_first(self: CarryingOut, *args: Any, **options: Any) -> str:
        nonlocal failures
        if failures:
            failures -= 1
            raise RuntimeError("something is not up yet")
        return await carry_out(self, *args, **options)

    monkeypatch.setattr(CarryingOut, "carry_out", fail_first)
    await publish(guarded.users[HOTLINE], "intake.commands", command, HOTLINE)
    assert (await answer(platform, command)).type == "intake.submission.received.v1"
    assert failures == 0


async def test_a_message_that_was_parked_keeps_its_publisher_when_it_is_retried(
    platform: Platform, guarded: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert guarded.users
    command, running = said(), platform.service("intake")

    async def fail(self: CarryingOut, *args: Any, **options: Any) -> str:
        raise RuntimeError("a fault in the code")

    async def parked() -> list[Any]:
        return await platform.rows("intake", "SELECT position FROM parked_messages")

    with monkeypatch.context() as patch:
        patch.setattr(CarryingOut, "carry_out", fail)
        await publish(guarded.users[HOTLINE], "intake.commands", command, HOTLINE)
        ((position,),) = await until(parked)
    async with running.engine.begin() as connection:
        await ask_retry(connection, running.service.journal, Wanted((position,)), "clerk", "repaired")
    assert (await answer(platform, command)).type == "intake.submission.received.v1"


async def test_the_platform_s_own_services_believe_each_other(guarded: Stand) -> None:
    async with running_platform(
        guarded, "intake", "scheduling", "handling", "evaluation", "console"
    ) as running:
        plan = handling.PlanProject(title="管道", department="water", leader="leader-2")
        assert (await running.tell(plan, Actor("office-1", Role.OFFICE))).type == handling.ProjectPlanned.type
        assert (await running.tell(CALL, CITIZEN)).type == "intake.submission.received.v1"
        await running.settle()
        for service in ("intake", "scheduling", "handling", "evaluation", "console"):
            assert await running.scalar(service, "SELECT count(*) FROM parked_messages") == 0


async def test_the_embedded_mode_believes_a_partner_as_far_as_a_broker_would(in_process: Stand) -> None:
    bus, codes = InProcessBus(TOPOLOGY, tiers=IMPATIENT), []
    async with running_platform(in_process, "intake", story_clock=None, bus=bus):
        for command, publisher in ((said(DROP), HOTLINE), (said(), "partner-unknown"), (said(), HOTLINE)):
            with bus.answers(publisher) as answers:
                await bus.publish_command(command.type, command.to_json(), publisher)
                codes.append(json.loads(await answers.get())["data"].get("code"))
    assert codes == ["publisher_not_trusted", "publisher_unknown", None]
