"""What happens to a message: one behaviour, over the in-process transport and over RabbitMQ."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import aio_pika
import pytest

from shared.contracts import evaluation, handling
from shared.contracts.base import Event, Role
from shared.contracts.envelope import Actor, Envelope
from shared.ids import new_message_id
from shared.messaging.in_process import NotConfirmed
from shared.messaging.topology import commands_exchange, parking_name
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
HEAD = Actor("head-1", Role.HEAD)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")


@pytest.fixture
async def platform(stand: Stand) -> AsyncIterator[Platform]:
    async with running_platform(stand, "handling") as running:
        yield running


async def send_raw(platform: Platform, body: bytes, type: str = PLAN.type) -> None:
    """Send bytes that no client of ours would send."""
    publisher = platform.service("handling").publisher
    if publisher:
        await publisher.publish(commands_exchange("handling"), type, aio_pika.Message(body))
    else:
        await platform.client.wire.send(type, body)


async def parked(platform: Platform, count: int) -> list[tuple[str, str]]:
    """(reason, queue) of what is parked, once there are ``count``."""

    async def enough() -> list[Any]:
        rows = await platform.rows("handling", "SELECT reason, queue FROM parked_messages ORDER BY position")
        return rows if len(rows) >= count else []

    return [tuple(row) for row in await until(enough)]


def envelope(**changes: Any) -> dict[str, Any]:
    """A valid command as JSON, with changes; None takes a field out."""
    valid: dict[str, Any] = {
        "specversion": "1.0",
        "id": new_message_id(),
        "source": "/tests/partner",
        "type": PLAN.type,
        "time": "2026-09-01T00:00:00Z",
        "township": TOWNSHIP,
        "actorid": "office-1",
        "actorrole": "office",
        "data": PLAN.model_dump(mode="json"),
    }
    return {name: value for name, value in {**valid, **changes}.items() if value is not None}


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
    assert await platform.scalar("handling", "SELECT count(*) FROM journal") == 1
    assert await platform.scalar("handling", "SELECT count(*) FROM inbox WHERE message_id = :id", id=message_id) == 1


GARBAGE = {
    "not_json": b"{ this is no JSON",
    "empty": b"",
    "binary": bytes(range(256)),
    "no_envelope": b'{"hello": "world"}',
    "a_list": b"[1, 2, 3]",
    "bad_township": json.dumps(envelope(township="Xiushan")).encode(),
    "no_actor": json.dumps(envelope(actorid=None)).encode(),
    "unknown_role": json.dumps(envelope(actorrole="emperor")).encode(),
    "nul_in_id": json.dumps(envelope(id="a\x00b")).encode(),
    "no_time_zone": json.dumps(envelope(time="2026-09-01T00:00:00")).encode(),
    "unknown_type": json.dumps(envelope(type="handling.project.explode.v1")).encode(),
    "forged_timer": json.dumps(envelope(type="handling.item.urge_due.v1")).encode(),
    "anothers_event": json.dumps(envelope(type="evaluation.ballot.closed.v1")).encode(),
    "another_services_command": json.dumps(envelope(type="intake.topic.drop.v1")).encode(),
    "huge": b'{"x": "' + b"a" * (5 * 1024 * 1024) + b'"}',
}


async def test_garbage_is_parked_with_its_reason_and_the_next_message_is_handled(platform: Platform) -> None:
    for body in GARBAGE.values():
        await send_raw(platform, body)
    assert (await platform.tell(PLAN, OFFICE)).type == handling.ProjectPlanned.type
    reasons = sorted(reason for reason, _ in await parked(platform, len(GARBAGE)))
    assert reasons == sorted(
        ["not_json"] * 3 + ["invalid_envelope"] * 7 + ["unknown_type"] + ["wrong_queue"] * 3 + ["too_large"]
    )
    stored = await platform.rows("handling", "SELECT body FROM parked_messages ORDER BY position")
    assert sorted(bytes(row[0]) for row in stored) == sorted(GARBAGE.values())


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"department": "water", "leader": "leader-2"}, "data.title"),
        ({"title": "x" * 1_000_000, "department": "water", "leader": "leader-2"}, "data.title"),
        ({"title": "管\x00道", "department": "water", "leader": "leader-2"}, "data.title"),
        ({"title": 7, "department": "water", "leader": "leader-2"}, "data.title"),
        ({"title": "管道", "department": "<script>", "leader": "leader-2"}, "data.department"),
    ],
    ids=["missing", "one_megabyte", "nul", "number", "html_in_a_code"],
)
async def test_a_command_with_wrong_data_is_refused_in_both_languages(
    platform: Platform, data: dict[str, Any], field: str
) -> None:
    message = Envelope.model_validate(envelope(data=data))
    answer = await platform.client.ask(message)
    refused = handling.HandlingCommandRefused.model_validate(answer.data)
    assert answer.type == handling.HandlingCommandRefused.type
    assert (refused.code, refused.field, refused.command_id) == ("invalid_field", field, message.id)
    assert refused.reason.zh != refused.reason.en
    assert field.split(".")[-1] in refused.reason.en


async def test_html_in_a_text_is_kept_as_it_is(platform: Platform) -> None:
    title = "<b>管道</b><script>alert(1)</script>"
    answer = await platform.tell(PLAN.model_copy(update={"title": title}), OFFICE)
    assert answer.data["project"]["title"] == title


async def test_a_wrong_role_is_refused(platform: Platform) -> None:
    answer = await platform.tell(PLAN, Actor("deputy-01", Role.DEPUTY))
    assert answer.data["code"] == "wrong_role"


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
        envelope(type=event.type, source="/youyue/evaluation", data=event.model_dump(mode="json"), subject="b-1")
    )
    await publish_event(platform, message)
    assert await parked(platform, 1) == [("not_yet_known", "handling.inbox.evaluation")]
    assert await platform.scalar("handling", "SELECT attempts FROM parked_messages") == 3


async def publish_event(platform: Platform, message: Envelope) -> None:
    """Publish as another service would, until it is confirmed."""
    running = platform.service("handling")
    publisher = running.publisher or running.bus
    assert publisher

    async def confirmed() -> bool:
        try:
            await publisher.publish_event(message)
        except NotConfirmed:
            return False
        return True

    await until(confirmed)


async def test_two_changes_of_one_thing_at_once_both_count(platform: Platform) -> None:
    project = (await platform.tell(PLAN, OFFICE)).data["project"]["project_id"]
    reports = [handling.ReportProject(project_id=project, planned_percent=n, actual_percent=n) for n in range(10)]
    answers = await asyncio.gather(*(platform.tell(report, HEAD) for report in reports))
    assert sorted(answer.sequence or 0 for answer in answers) == list(range(2, 12))
    assert await platform.scalar("handling", "SELECT jsonb_array_length(data->'reports') FROM project") == 10


async def test_per_thing_events_are_published_in_the_order_of_its_versions(platform: Platform) -> None:
    project = (await platform.tell(PLAN, OFFICE)).data["project"]["project_id"]
    report = handling.ReportProject(project_id=project, planned_percent=50, actual_percent=40)
    await asyncio.gather(*(platform.tell(report, HEAD) for _ in range(20)))
    heard = [event.sequence for event in platform.events if event.subject == project]
    assert heard == sorted(heard, key=lambda sequence: sequence or 0)


async def assigned_item(platform: Platform) -> str:
    """A fast-lane item, made as intake would have it made; due in seven days."""
    submission = {
        "submission_id": "s-1",
        "trace_code": "ABC-DEF-GHJ",
        "state": "fast_lane",
        "channel": "online",
        "title": "路灯",
        "text": "路灯坏了",
        "submitted_at": "2026-09-01T00:00:00Z",
        "department": "construction",
    }
    event = Envelope.model_validate(
        envelope(
            type="intake.submission.fast_laned.v1",
            source="/youyue/intake",
            subject="s-1",
            sequence=2,
            data={"submission": submission},
        )
    )
    await publish_event(platform, event)
    # No account tells of an event that no running service has sent.
    rows = await until(lambda: platform.rows("handling", "SELECT id FROM item"))
    return str(rows[0][0])


async def move_clock(platform: Platform, day: str) -> None:
    to = datetime.fromisoformat(f"{day}T12:00:00+08:00")
    await platform.tell(handling.MoveHandlingClock(to=to), Actor("operator-1", Role.OPERATOR))
    await platform.settle()


def heard(platform: Platform, event: type[Event]) -> list[Envelope]:
    return [envelope for envelope in platform.events if envelope.type == event.type]


async def test_a_timer_fires_once_when_its_moment_has_come(platform: Platform) -> None:
    await assigned_item(platform)
    for day in ("2026-09-07", "2026-09-07", "2026-09-08", "2026-09-08"):
        await move_clock(platform, day)
    assert [e.data["item"]["due_on"] for e in heard(platform, handling.ItemReminded)] == ["2026-09-08"] * 3
    assert heard(platform, handling.ItemUrged) == []
    await move_clock(platform, "2026-09-09")
    assert len(heard(platform, handling.ItemUrged)) == 1


async def test_a_timer_never_fires_after_it_was_cancelled(platform: Platform) -> None:
    item = await assigned_item(platform)
    head = Actor("dept-construction-head", Role.DEPARTMENT_HEAD, "construction")
    await platform.tell(
        handling.AcknowledgeItem(item_id=item), Actor("dept-construction", Role.DEPARTMENT, "construction")
    )
    await platform.tell(handling.AnswerFastLane(item_id=item, result_class="A", text="换好了"), head)
    await move_clock(platform, "2026-12-31")
    for event in (handling.ItemReminded, handling.ItemUrged, handling.ItemEscalated, handling.ItemStalled):
        assert heard(platform, event) == []
    assert await platform.scalar("handling", "SELECT count(*) FROM journal WHERE sent_at IS NULL") == 0


async def test_a_wrong_state_and_a_date_in_the_past_are_refused_and_the_next_command_is_carried_out(
    platform: Platform,
) -> None:
    item = await assigned_item(platform)
    department = Actor("dept-construction", Role.DEPARTMENT, "construction")
    acknowledge = handling.AcknowledgeItem(item_id=item)
    past = handling.RequestExtension(item_id=item, until=date(2026, 8, 1), reason="材料未到")
    answers = [await platform.tell(command, department) for command in (acknowledge, acknowledge, past)]
    assert [answer.data.get("code") for answer in answers[:2]] == [None, "wrong_state"]
    assert answers[2].type == handling.HandlingCommandRefused.type
    assert answers[2].data["field"] == "data.until"
    news = await platform.tell(handling.ReportProgress(item_id=item, text="已到现场"), department)
    assert news.type == handling.ItemProgressed.type


async def test_a_clock_that_is_real_cannot_be_moved(stand: Stand) -> None:
    async with running_platform(stand, "handling", story_clock=None) as running:
        command = handling.MoveHandlingClock(to=datetime.now(UTC))
        answer = await running.tell(command, Actor("operator-1", Role.OPERATOR))
    assert answer.data["code"] == "clock_not_movable"


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
        await send_raw(running, b"rubbish")
        assert await parked(running, 1) == [("not_json", "handling.inbox.commands")]
        assert failures == 0
