"""The unit of work over a database and the fake one of the unit tests answer alike, message by message."""

import json
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from services.handling.app import SERVICE
from services.handling.storage.tables import ITEM, JOURNAL
from shared.kernel.journal.unit_of_work import UnitOfWork
from shared.kernel.journal.work import Work
from shared.kernel.journal.writer import Receipt
from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.kernel.messages.errors import NotYetKnown, Refused
from shared.kernel.messages.ids import derived_id
from shared.kernel.store.database import create_engine
from shared.kernel.store.session import Session, Sessions
from shared.language.contracts import handling as said
from shared.language.contracts.evaluation import BallotOpened
from shared.language.contracts.intake import SubmissionFastLaned, SubmissionSnapshot
from tests.support.platform import Stand
from tests.support.township import TOWNSHIP
from tests.support.world import at
from tests.unit.handling.examples import a_ballot, assigned
from tests.unit.handling.world import HandlingWorld, clerk, submission

SMALL = submission("D3", "fast_lane", "construction")
ID = derived_id("item", TOWNSHIP, "submission", "D3")
NO_SUCH = "no-such"


def messages() -> list[tuple[Actor, Data, str]]:
    """Who says what to handling, and how it ends."""
    mason = clerk("construction")
    nowhere = a_ballot(assigned()[0].item(assigned()[1]))
    return [
        (mason, said.AcknowledgeItem(item_id=ID), "unknown_thing"),
        (SYSTEM, SubmissionFastLaned(submission=SMALL), "done"),
        (SYSTEM, SubmissionFastLaned(submission=SMALL), "the submission has its item"),
        (mason, said.AcknowledgeItem(item_id=ID), "done"),
        (clerk("water"), said.ReportProgress(item_id=ID, text="已进场"), "not_your_department"),
        (mason, said.ReportProgress(item_id=ID, text="已进场"), "done"),
        (mason, said.AcknowledgeItem(item_id=NO_SUCH), "unknown_thing"),
        (SYSTEM, BallotOpened(ballot=nowhere), "not yet known"),
    ]


async def ended(work: Work) -> str:
    """How the message ends in that unit of work."""
    try:
        refusal = await SERVICE.handlers[type(work.message.data)](work.message, work)
    except Refused as refused:
        refusal = refused.refusal
    except NotYetKnown:
        return "not yet known"
    return refusal.code if refusal else work.ignored or "done"


async def seen(work: Work) -> list[object]:
    """What a use case sees there."""
    known, rows = JOURNAL.known.c, ITEM.table.c
    asked = await work.load_many(ITEM, (ID, NO_SUCH))
    with pytest.raises((Refused, NotYetKnown)):
        await work.require(ITEM, NO_SUCH)
    return [
        await work.load(ITEM, ID),
        await work.load(ITEM, NO_SUCH),
        asked,
        await work.find(ITEM),
        await work.find(ITEM, rows.state.in_(("assigned", "acknowledged")), rows.id != NO_SUCH),
        await work.find(ITEM, rows.data.contains({"submission_ids": ["D3"], "fast_lane": True})),
        await work.find(ITEM, rows.data["round"].as_integer() > 1),
        await work.known("submission", "D3", SubmissionSnapshot),
        await work.known("submission", NO_SUCH, SubmissionSnapshot),
        await work.known_all("submission", SubmissionSnapshot, known.id.in_(("D3", NO_SUCH))),
        await work.known_all("submission", SubmissionSnapshot, known.data["state"].astext != "fast_lane"),
        await work.known_all("meeting", SubmissionSnapshot),
    ]


@pytest.fixture
async def sessions(in_process: Stand) -> AsyncIterator[Sessions]:
    engine = create_engine(in_process.database_url, "handling", 1)
    sessions = Sessions(engine, 1)
    yield sessions
    await sessions.close()
    await engine.dispose()


async def published(session: Session, timers: bool) -> list[tuple[str | None, object, object]]:
    """The events in the journal, or its timers: key, moment and data."""
    found = await session.connection.execute(
        text(
            "SELECT dedupe_key, available_at, body FROM journal "
            "WHERE (available_at IS NOT NULL) = :timers ORDER BY available_at, position"
        ),
        {"timers": timers},
    )
    return [(row.dedupe_key, row.available_at, json.loads(row.body)["data"]) for row in found]


async def test_each_message_ends_alike_and_leaves_the_same_behind(sessions: Sessions) -> None:
    world = HandlingWorld()
    for number, (actor, data, how) in enumerate(messages()):
        fake = world.work(at(f"2026-09-10 09:{number:02}"), actor, data)
        async with sessions.open() as session:
            receipt = Receipt("handling", TOWNSHIP, "/test", fake.message.envelope.id, data.type)
            real = UnitOfWork("handling", session, JOURNAL, receipt, fake.message, fake.now, fake.law)
            if isinstance(data, SubmissionFastLaned):
                real.learn("submission", "D3", SMALL)
                fake.learn("submission", "D3", SMALL)
            assert await seen(real) == await seen(fake)
            assert (await ended(real), await ended(fake)) == (how, how)
            if how == "done":
                await real.flush()
                fake.keep()
            assert await seen(real) == await seen(fake)
            assert [timer[:2] for timer in await published(session, timers=True)] == sorted(
                ((timer.key, timer.at) for timer in world.timers.values()), key=lambda timer: str(timer[1])
            )
            assert [event for _, _, event in await published(session, timers=False)] == [
                event.model_dump(mode="json") for event in world.events
            ]
    assert world.timers
    assert [event.type for event in world.events] == [
        said.ItemAssigned.type,
        said.ItemAcknowledged.type,
        said.ItemProgressed.type,
    ]
