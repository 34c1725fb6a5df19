"""What is over leaves the tables, nothing that is open does, and nobody sees a difference."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from shared.kernel.bus.replay import Replay, replay_in_process
from shared.kernel.journal.history import sent_events
from shared.kernel.journal.past import hold_past
from shared.kernel.journal.purging import AGAIN, RuleFailed
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.topology import inbox_queue
from shared.kernel.service.health import flow_of
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from shared.language.topology import TOPOLOGY
from tests.support.platform import Platform, Stand, running_platform
from tests.support.purges import Later, carry_out, in_days

OFFICE, HEAD = Actor("office-1", Role.OFFICE), Actor("head-1", Role.HEAD)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
PARKED = """
INSERT INTO parked_messages (queue, reason, detail, type, attempts, headers, body, status)
SELECT 'handling.inbox.commands', 'test', '13800003391', 't', 0, '{}', '13800003391'::bytea, status
FROM unnest(ARRAY['parked', 'retry_requested', 'retried', 'dropped']) AS status
"""
OPEN = {"parked": True, "retry_requested": True}
SENT = "journal WHERE sent_at IS NOT NULL"
"""A project has a timer that is held."""
REFUSING = (
    "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END'",
    "CREATE TRIGGER refuses BEFORE DELETE ON inbox FOR EACH STATEMENT EXECUTE FUNCTION refuse()",
)
COUNT = "SELECT count(*) FROM {}"


@pytest.fixture
async def platform(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "handling", "scheduling", "console") as running:
        yield running


async def project(platform: Platform, reports: int = 3, message_id: str | None = None) -> str:
    planned = await platform.tell(PLAN, OFFICE, message_id=message_id)
    id = str(planned.data["project"]["project_id"])
    for percent in range(reports):
        report = handling.ReportProject(project_id=id, planned_percent=percent, actual_percent=percent)
        await platform.tell(report, HEAD)
    await platform.settle()
    return id


async def counts(platform: Platform, service: str, *tables: str) -> list[int]:
    return [await platform.scalar(service, COUNT.format(table)) for table in tables]


async def account(platform: Platform, service: str) -> dict[str, Any]:
    flow = await flow_of(platform.service(service))
    return {
        part: {type: n for type, n in flow[part].items() if n} for part in ("sent", "withheld", "handled")
    }


async def replayed(platform: Platform, queue: str, batch: str) -> int:
    running = platform.service("handling")
    replay = Replay(service="handling", to=queue, batch=batch)
    events = sent_events(running.engine, running.service.journal, replay.past(TOPOLOGY))
    assert running.bus
    sent = await replay_in_process(running.bus, replay, events)
    await platform.settle()
    return sent


async def test_after_its_time_what_was_handled_and_sent_is_gone_and_the_account_still_adds_up(
    platform: Platform,
) -> None:
    await project(platform)
    before = {name: await account(platform, name) for name in ("handling", "scheduling", "console")}
    for name in before:
        await carry_out(in_days(platform.service(name), 500))
    assert await counts(platform, "handling", "inbox", SENT, "journal_past") == [0, 0, 4]
    assert await counts(platform, "console", "inbox") == [0]
    assert {name: await account(platform, name) for name in before} == before
    await platform.settle()


async def test_what_is_not_old_enough_stays(platform: Platform) -> None:
    await project(platform)
    tables = ("inbox", SENT, "journal_past")
    before = await counts(platform, "handling", *tables)
    await carry_out(in_days(platform.service("handling"), 360))
    assert await counts(platform, "handling", *tables) == before


async def test_a_replay_of_what_has_left_brings_all_of_it_and_decides_nothing_anew(
    platform: Platform,
) -> None:
    id = await project(platform)
    await platform.rows("console", "SELECT 1")
    for name in ("handling", "scheduling", "console"):
        await carry_out(in_days(platform.service(name), 500))
    async with platform.service("console").engine.begin() as connection:
        await connection.execute(text("TRUNCATE timeline, known CASCADE"))
    assert await replayed(platform, inbox_queue("console", "handling"), "b1") == 4
    told = await platform.rows("console", "SELECT subject FROM timeline")
    assert [row.subject for row in told] == [id] * 4, "the pages are there again"
    consumers = await platform.rows("console", "SELECT DISTINCT consumer FROM inbox")
    assert [row.consumer for row in consumers] == [f"{inbox_queue('console', 'handling')}@b1"]


async def test_rows_that_were_never_sent_and_timers_that_are_held_stay_for_ever(platform: Platform) -> None:
    await project(platform)
    async with platform.service("handling").engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO journal (id, tenant, type, time, body, available_at, waits_until) VALUES "
                "('held', 't', 'x', '2000-01-01', '{}', '2999-01-01', NULL), "
                "('unsent', 't', 'x', '2000-01-01', '{}', NULL, '2999-01-01')"
            )
        )
    await carry_out(in_days(platform.service("handling"), 20000, keep_past_days=1096))
    rows = await platform.rows("handling", "SELECT id FROM journal WHERE tenant = 't' ORDER BY id")
    assert [row.id for row in rows] == ["held", "unsent"]


async def test_of_the_past_the_newest_event_of_each_thing_stays(platform: Platform) -> None:
    ids = [await project(platform), await project(platform, 0)]
    await carry_out(in_days(platform.service("handling"), 1000))
    await project(platform, 0)
    for days in (1000, 1097):
        await carry_out(in_days(platform.service("handling"), days, keep_past_days=1096, rows=1))
    rows = await platform.rows("handling", "SELECT subject, sequence FROM journal_past ORDER BY position")
    assert [(row.subject, row.sequence) for row in rows][:2] == [(ids[0], 4), (ids[1], 1)]


async def test_without_a_number_the_past_is_kept_for_good(platform: Platform) -> None:
    await project(platform)
    await carry_out(in_days(platform.service("handling"), 40000))
    assert await counts(platform, "handling", "journal_past") == [4]


async def test_a_parked_message_is_emptied_then_removed_once_somebody_has_finished_with_it(
    platform: Platform,
) -> None:
    running = platform.service("handling")
    async with running.engine.begin() as connection:
        await connection.execute(text(PARKED))

    async def there() -> dict[str, bool]:
        rows = await platform.rows("handling", "SELECT status, length(body) > 0, detail FROM parked_messages")
        assert all(bool(row[1]) == bool(row.detail) for row in rows)
        return {row.status: row[1] for row in rows}

    await carry_out(in_days(running, 180))
    assert await there() == {**OPEN, "retried": True, "dropped": True}
    await carry_out(in_days(running, 190))
    assert await there() == {**OPEN, "retried": False, "dropped": False}
    await carry_out(in_days(running, 1500))
    assert await there() == OPEN
    assert (await flow_of(running))["parked"] == {"t": 3}, "the dropped one is still in the account"


async def test_two_instances_side_by_side_take_each_row_once(platform: Platform) -> None:
    for _ in range(4):
        await project(platform)
    before = await account(platform, "handling")
    events = await platform.scalar("handling", f"SELECT count(*) FROM {SENT} AND asker IS NULL")
    running = platform.service("handling")
    await asyncio.gather(*(carry_out(in_days(running, 500, rows=3)) for _ in range(3)))
    assert await counts(platform, "handling", "inbox", SENT, "journal_past") == [0, 0, events]
    assert await account(platform, "handling") == before


async def test_an_instance_that_dies_in_between_is_followed_where_it_stopped(platform: Platform) -> None:
    await project(platform)
    running = platform.service("handling")
    first = in_days(running, 500, rows=1)
    await first.begin()
    assert await first.step()
    gone = await platform.scalar("handling", "SELECT sum(removed) FROM purges")
    await carry_out(in_days(running, 500, rows=1))
    assert gone == 1
    assert await counts(platform, "handling", "inbox", SENT) == [0, 0]


async def test_a_rule_that_fails_is_put_back_by_its_name_and_the_others_go_on(platform: Platform) -> None:
    await project(platform)
    running = platform.service("handling")
    async with running.engine.begin() as connection:
        for statement in REFUSING:
            await connection.execute(text(statement))
    purge = in_days(running, 500)
    with pytest.raises(RuleFailed, match="inbox"):
        await carry_out(purge)
    assert await carry_out(purge) > 0
    assert (await counts(platform, "handling", SENT))[0] == 0
    assert (await counts(platform, "handling", "inbox"))[0] > 0
    async with running.engine.begin() as connection:
        await connection.execute(text("DROP TRIGGER refuses ON inbox"))
    await carry_out(purge)  # the service's own purge may have left another rule to be begun anew
    assert (await counts(platform, "handling", "inbox"))[0] > 0, "it is put back"
    await carry_out(replace(purge, machine=Later(purge.machine, AGAIN / timedelta(days=1))))
    assert await counts(platform, "handling", "inbox") == [0]


async def test_a_round_that_is_over_is_not_begun_again_on_the_same_day(platform: Platform) -> None:
    running = platform.service("handling")
    assert await carry_out(in_days(running, 500)) > 0
    assert await carry_out(in_days(running, 500.9)) == 0
    assert await carry_out(in_days(running, 501.1)) > 0


async def test_a_clock_that_was_ahead_lets_the_purge_rest_no_longer_than_a_day(platform: Platform) -> None:
    running = platform.service("handling")
    assert await carry_out(in_days(running, 9000)) > 0
    assert await carry_out(in_days(running, 500)) > 0
    assert await carry_out(in_days(running, 500.9)) == 0


async def test_nothing_moves_while_somebody_changes_all_events_of_a_thing(platform: Platform) -> None:
    await project(platform)
    running = platform.service("handling")
    purge, changed = in_days(running, 500), Counter[str]()
    async with running.engine.connect() as erasing:
        transaction = await erasing.begin()
        await hold_past(erasing)
        moving = asyncio.create_task(carry_out(purge))
        await asyncio.wait((moving,), timeout=0.5)
        for table in ("journal_past", "journal"):
            blank = text(f"UPDATE {table} SET public = '-' WHERE asker IS NULL AND sent_at IS NOT NULL")
            changed[table] = (await erasing.execute(blank)).rowcount
        assert changed == {"journal_past": 0, "journal": 4}
        await transaction.commit()
    await moving
    await carry_out(purge)
    rows = await platform.rows("handling", "SELECT public FROM journal_past")
    assert [row.public for row in rows] == ["-"] * 4
