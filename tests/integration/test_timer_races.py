"""Timers that are cancelled in the very moment in which they are due, many times over."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import datetime

import pytest

from shared.contracts import handling, intake
from shared.contracts.base import Role
from shared.contracts.envelope import Actor, Envelope
from tests.support.platform import STORY_START, TOWNSHIP, Platform, Stand, running_platform

CLERK = Actor("dept-construction", Role.DEPARTMENT, "construction")
HEAD = Actor("dept-construction-head", Role.DEPARTMENT_HEAD, "construction")
OPERATOR = Actor("operator-1", Role.OPERATOR)
DUE = datetime.fromisoformat("2026-09-08T12:00:00+08:00")
"""By then an item assigned on the first is due, and all three reminders of it."""
TIMER = handling.ItemReminderDue.type
BEFORE, RACING, AFTER = 10, 200, 10


@pytest.fixture
async def platform(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "handling") as running:
        yield running


async def assigned_items(platform: Platform, count: int) -> list[str]:
    """Fast-lane items that a department has taken up; each has its reminders set."""
    bus = platform.process.bus
    assert bus
    await asyncio.gather(*(bus.publish_event(fast_laned(number)) for number in range(count)))
    await platform.settle()
    items = [row.id for row in await platform.rows("handling", "SELECT id FROM item ORDER BY id")]
    await asyncio.gather(*(platform.tell(handling.AcknowledgeItem(item_id=item), CLERK) for item in items))
    return items


def fast_laned(number: int) -> Envelope:
    submission = intake.SubmissionSnapshot(
        submission_id=f"s-{number}",
        trace_code=f"ABC-DEF-{number:03}",
        state="fast_lane",
        channel="online",
        title="路灯",
        text="路灯坏了",
        submitted_at=STORY_START,
        department="construction",
    )
    return Envelope(
        id=f"event-{number}",
        source="/youyue/intake",
        type=intake.SubmissionFastLaned.type,
        time=STORY_START,
        township=TOWNSHIP,
        actorid="office-1",
        actorrole=Role.OFFICE,
        subject=f"s-{number}",
        sequence=2,
        data=intake.SubmissionFastLaned(submission=submission).model_dump(mode="json"),
    )


async def answer(platform: Platform, items: list[str]) -> None:
    commands = (handling.AnswerFastLane(item_id=item, result_class="A", text="换好了") for item in items)
    await asyncio.gather(*(platform.tell(command, HEAD) for command in commands))


async def fired(platform: Platform) -> Counter[tuple[str, str]]:
    """How often each reminder's timer was published, by item and days before."""
    sql = (
        f"SELECT body::json->'data'->>'item_id', body::json->'data'->>'days_before' FROM journal WHERE type = '{TIMER}'"
    )
    return Counter(map(tuple, await platform.rows("handling", sql)))


async def test_a_timer_that_is_cancelled_when_it_is_due_fires_once_or_never(platform: Platform) -> None:
    items = await assigned_items(platform, BEFORE + RACING + AFTER)
    early, racing, late = items[:BEFORE], items[BEFORE:-AFTER], items[-AFTER:]
    await answer(platform, early)
    half = len(racing) // 2
    await asyncio.gather(
        answer(platform, racing[:half]),
        platform.tell(handling.MoveHandlingClock(to=DUE), OPERATOR),
        answer(platform, racing[half:]),
    )
    await platform.settle()
    await answer(platform, late)
    await platform.settle()

    told: dict[str, list[str]] = defaultdict(list)
    for event in sorted(platform.events, key=lambda event: event.sequence or 0):
        told[event.subject or ""].append(event.type)
    for item in items:
        answered = told[item].index(handling.ItemAnswered.type)
        reminders = [place for place, type in enumerate(told[item]) if type == handling.ItemReminded.type]
        assert all(place < answered for place in reminders), told[item]
        assert len(reminders) <= 3, told[item]
    assert {told[item].count(handling.ItemReminded.type) for item in early} == {0}
    assert {told[item].count(handling.ItemReminded.type) for item in late} == {3}
    timers = await fired(platform)
    assert set(timers.values()) == {1}
    assert {item for item, _ in timers} & set(early) == set()
    assert {item for item, _ in timers} >= set(late)
    handled = await platform.scalar("handling", f"SELECT count(*) FROM inbox WHERE type = '{TIMER}'")
    assert handled == len(timers)
    assert await platform.scalar("handling", "SELECT count(*) FROM journal WHERE sent_at IS NULL") == 0
