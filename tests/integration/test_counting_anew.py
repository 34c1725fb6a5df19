"""Other rules reach the open deadlines in a database, more of them than one transaction takes."""

from datetime import date, datetime
from typing import Any

import pytest

from cli.moving import moves
from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import law_of
from shared.language.contracts import handling
from shared.language.contracts.deadlines import RULES
from shared.language.contracts.directory import RulesChanged, TownshipAdded, TownshipEvent
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY
from tests.support.handling_messages import envelope, publish_event
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.township import with_rules, xiushan
from tests.support.waiting import until

COPIES = 45
CHANGE = with_rules(date(2026, 9, 1), ("reply.ordinary_7_days", "20 calendar_days"))


async def heard_of(platform: Platform, event: TownshipEvent, edition: int) -> None:
    """Directory tells of the township."""
    told = envelope(
        type=event.type,
        source="/youyue/directory",
        subject=TOWNSHIP,
        sequence=edition,
        data=event.model_dump(mode="json"),
    )
    await publish_event(platform, REGISTRY.envelope.model_validate(told))


async def one_item_and_copies_of_it(platform: Platform) -> None:
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
    told = envelope(
        type="intake.submission.fast_laned.v1",
        source="/youyue/intake",
        subject="s-1",
        sequence=2,
        data={"submission": submission},
    )
    await publish_event(platform, REGISTRY.envelope.model_validate(told))
    await until(lambda: platform.rows("handling", "SELECT id FROM item"))
    async with platform.service("handling").engine.begin() as connection:
        await connection.exec_driver_sql(
            "INSERT INTO item (tenant, id, state, version, data) "
            "SELECT tenant, 'copy-' || n, state, version, "
            "jsonb_set(data, '{item_id}', to_jsonb('copy-' || n)) "
            f"FROM item, generate_series(1, {COPIES}) AS n"
        )


async def test_every_open_item_moves_as_the_preview_says(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running_platform(stand, "handling") as platform:
        await heard_of(platform, TownshipAdded(township=xiushan()), 1)
        await one_item_and_copies_of_it(platform)
        noon = handling.MoveHandlingClock(to=datetime.fromisoformat("2026-09-01T12:00:00+08:00"))
        await platform.tell(noon, Actor("operator-1", Role.OPERATOR))
        monkeypatch.setenv("YOUYUE_HANDLING_DATABASE_URL", stand.database_url)
        previewed = await moves(TOWNSHIP, law_of(CHANGE.township), RULES, CHANGE.rules.since)

        await heard_of(platform, RulesChanged.model_validate(CHANGE), 2)

        async def all_moved() -> list[Any]:
            rows = await platform.rows(
                "handling", "SELECT id, data ->> 'due_on' FROM item WHERE data ->> 'due_on' > '2026-09-08'"
            )
            return rows if len(rows) == COPIES + 1 else []

        moved = await until(all_moved)
        await platform.settle()

    assert {due for _, due in moved} == {"2026-09-21"}
    assert {(move.id, move.was, move.now) for move in previewed} == {
        (id, "2026-09-08", "2026-09-21") for id, _ in moved
    }
    told = [event for event in platform.events if event.type == handling.ItemDueMoved.type]
    assert len(told) == COPIES + 1
