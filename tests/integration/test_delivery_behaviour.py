"""What happens to a message: one behaviour, over the in-process transport and over RabbitMQ."""

import asyncio
import json
from collections.abc import AsyncIterator

import aio_pika
import pytest

from shared.kernel.messages.ids import new_message_id
from shared.kernel.messages.topology import parking_name
from shared.language.contracts import evaluation, handling
from shared.language.contracts.envelope import Envelope
from tests.support.handling_messages import (
    HEAD,
    OFFICE,
    PLAN,
    envelope,
    parked,
    publish_event,
    send_raw,
    send_unnamed,
)
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until


@pytest.fixture
async def platform(stand: Stand) -> AsyncIterator[Platform]:
    async with running_platform(stand, "handling") as running:
        yield running


async def test_a_command_is_answered_by_the_event_it_caused(platform: Platform) -> None:
    answer = await platform.tell(PLAN, OFFICE)
    assert answer.type == handling.ProjectPlanned.type
    assert answer.data["project"]["title"] == PLAN.title
    assert answer.sequence == 1


async def test_five_copies_at_once_change_state_once(platform: Platform) -> None:
    message_id = new_message_id()
    body = json.dumps(envelope(id=message_id)).encode()
    await asyncio.gather(*(send_raw(platform, body) for _ in range(5)))
    await platform.settle()
    await until(lambda: platform.scalar("handling", "SELECT count(*) FROM journal WHERE sent_at IS NOT NULL"))
    await platform.settle()
    assert await platform.scalar("handling", "SELECT count(*) FROM project") == 1
    said = "SELECT count(*) FROM journal WHERE available_at IS NULL AND asker IS"
    assert await platform.scalar("handling", f"{said} NULL") == 1
    # One answer, and one more for who asked again before the first was noted as sent.
    assert await platform.scalar("handling", f"{said} NOT NULL") in (1, 2)
    assert (
        await platform.scalar("handling", "SELECT count(*) FROM inbox WHERE message_id = :id", id=message_id)
        == 1
    )


async def test_an_event_about_something_that_never_comes_is_retried_and_then_parked(
    platform: Platform, stand: Stand
) -> None:
    ballot = evaluation.BallotSnapshot(
        ballot_id="b-1",
        item_id="no-such-item",
        item_title="x",
        round=1,
        state="open",
        entitled=("deputy-01",),
        opened_at="2026-09-01T00:00:00Z",
        closes_at="2026-09-15T16:00:00Z",
    )
    event = evaluation.BallotOpened(ballot=ballot)
    message = Envelope.model_validate(
        envelope(
            type=event.type, source="/youyue/evaluation", data=event.model_dump(mode="json"), subject="b-1"
        )
    )
    await publish_event(platform, message)
    assert await parked(platform, 1) == [("not_yet_known", "handling.inbox.evaluation")]
    assert await platform.scalar("handling", "SELECT attempts FROM parked_messages") == 3


async def test_two_changes_of_one_thing_at_once_both_count(platform: Platform) -> None:
    project = (await platform.tell(PLAN, OFFICE)).data["project"]["project_id"]
    reports = [
        handling.ReportProject(project_id=project, planned_percent=n, actual_percent=n) for n in range(10)
    ]
    answers = await asyncio.gather(*(platform.tell(report, HEAD) for report in reports))
    assert sorted(answer.sequence or 0 for answer in answers) == list(range(2, 12))
    assert await platform.scalar("handling", "SELECT jsonb_array_length(data->'reports') FROM project") == 10


async def test_per_thing_events_are_published_in_the_order_of_its_versions(platform: Platform) -> None:
    project = (await platform.tell(PLAN, OFFICE)).data["project"]["project_id"]
    report = handling.ReportProject(project_id=project, planned_percent=50, actual_percent=40)
    await asyncio.gather(*(platform.tell(report, HEAD) for _ in range(20)))
    heard = [event.sequence for event in platform.events if event.subject == project]
    assert heard == sorted(heard, key=lambda sequence: sequence or 0)


async def test_a_copy_that_the_broker_does_not_confirm_leaves_the_message_in_its_queue(
    over_rabbitmq: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_platform(over_rabbitmq, "handling") as running:
        publisher = running.service("handling").publisher
        assert publisher
        publish, failures = publisher.publish, 1

        async def fail_first(exchange: str, key: str, message: aio_pika.Message) -> None:
            nonlocal failures
            if exchange == parking_name("handling") and failures:
                failures -= 1
                raise TimeoutError
            await publish(exchange, key, message)

        monkeypatch.setattr(publisher, "publish", fail_first)
        await send_unnamed(running, b"rubbish")
        assert await parked(running, 1) == [("not_json", "handling.inbox.commands")]
        assert failures == 0
