"""All of a message's changes or none, once, and per thing in order, whoever dies or comes at the same
moment."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.kernel.journal.unit_of_work import UnitOfWork
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
_GATE = 20260901
_VISIBLE = (
    "SELECT (SELECT count(*) FROM project), (SELECT count(*) FROM journal WHERE available_at IS NULL), "
    "(SELECT count(*) FROM inbox)"
)
_ALIVE = "SELECT FROM pg_stat_activity WHERE pid = {}"
_AT_THE_GATE = (
    "SELECT min(pid) FROM pg_stat_activity WHERE wait_event = 'advisory' AND datname = current_database()"
)


@pytest.fixture
async def platform(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "handling") as running:
        yield running


@asynccontextmanager
async def gate_before_the_commit(url: str) -> AsyncIterator[Any]:
    """Who has written into the journal and would commit waits until the context ends."""
    engine = create_async_engine(url, connect_args={"server_settings": {"search_path": "handling"}})
    async with engine.connect() as holder, engine.connect() as builder:
        await holder.execute(text(f"SELECT pg_advisory_lock({_GATE})"))
        for statement in (
            "CREATE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN PERFORM pg_advisory_xact_lock_shared({_GATE}); RETURN NULL; END $$",
            "CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED "
            "FOR EACH ROW EXECUTE FUNCTION wait_at_the_gate()",
        ):
            await builder.execute(text(statement))
        await builder.commit()
        try:
            yield builder
        finally:
            await holder.execute(text(f"SELECT pg_advisory_unlock({_GATE})"))
    await engine.dispose()


@pytest.mark.parametrize("locking", [False, True], ids=["in_one_statement", "in_a_transaction"])
async def test_state_and_events_are_committed_together_or_not_at_all(
    platform: Platform, in_process: Stand, monkeypatch: pytest.MonkeyPatch, locking: bool
) -> None:
    if locking:
        every_unit_of_work_in_a_transaction(monkeypatch)
    async with gate_before_the_commit(in_process.database_url) as database:
        answer = asyncio.create_task(platform.tell(PLAN, OFFICE))
        victim = await until(lambda: platform.scalar("handling", _AT_THE_GATE))
        assert await platform.rows("handling", _VISIBLE) == [(0, 0, 0)]
        await database.execute(text(f"SELECT pg_terminate_backend({victim})"))
        await until(lambda: platform.scalar("handling", f"SELECT NOT EXISTS ({_ALIVE.format(victim)})"))
        assert await platform.rows("handling", _VISIBLE) == [(0, 0, 0)]
    assert (await answer).type == handling.ProjectPlanned.type
    assert await platform.rows("handling", _VISIBLE) == [(1, 2, 1)], "the event, and the answer to who asked"


def every_unit_of_work_in_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is after a lost race: the statement at the end and the commit are two round trips."""
    flush = UnitOfWork.flush

    async def begin_and_flush(self: UnitOfWork) -> bool:
        await self.begin()
        return await flush(self)

    monkeypatch.setattr(UnitOfWork, "flush", begin_and_flush)
