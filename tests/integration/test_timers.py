"""Timers over both transports: once, when their moment has come, and never after they were cancelled."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime

import pytest

from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY
from tests.support.handling_messages import envelope, publish_event
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until


@pytest.fixture
async def platform(stand: Stand) -> AsyncIterator[Platform]:
    async with running_platform(stand, "handling") as running:
        yield running


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
    event = REGISTRY.envelope.model_validate(
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
    item = await assigned_item(platform)
    department = Actor("dept-construction", Role.DEPARTMENT, "construction")
    await platform.tell(handling.AcknowledgeItem(item_id=item), department)
    for day in ("2026-09-07", "2026-09-07", "2026-09-08", "2026-09-08"):
        await move_clock(platform, day)
    assert [e.data["item"]["due_on"] for e in heard(platform, handling.ItemReminded)] == ["2026-09-08"] * 2
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
