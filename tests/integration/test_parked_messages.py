"""What becomes of parked messages when people look after them: one behaviour over both transports."""

from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import aio_pika
import pytest

from services.handling.storage.tables import JOURNAL
from shared.kernel.bus.access.partners import LOCAL
from shared.kernel.bus.delivery.delivery import (
    ATTEMPT_HEADER,
    PUBLISHER_HEADER,
    Delivery,
)
from shared.kernel.bus.parking.parked import Wanted as Which
from shared.kernel.bus.parking.parked import ask_retry
from shared.kernel.bus.parking.parking import DETAIL_HEADER, QUEUE_HEADER, REASON_HEADER, store_parked
from shared.kernel.journal.unit_of_work import UnitOfWork
from shared.kernel.messages.topology import parking_name
from shared.language.topology import TOPOLOGY
from tests.support.handling_messages import command, send_raw, send_unnamed
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

COMMANDS = "handling.inbox.commands"


@pytest.fixture
async def platform(stand: Stand) -> AsyncIterator[Platform]:
    async with running_platform(stand, "handling") as running:
        yield running


async def with_status(platform: Platform, status: str, **conditions: Any) -> Any:
    """The one parked message, once it has that status."""
    where = "".join(f" AND {name} = :{name}" for name in conditions)

    async def found() -> list[Any]:
        query = f"SELECT * FROM parked_messages WHERE status = :status{where}"
        return await platform.rows("handling", query, status=status, **conditions)

    (row,) = await until(found)
    return row


async def retry(platform: Platform, position: int) -> None:
    async with platform.service("handling").engine.begin() as connection:
        assert await ask_retry(connection, JOURNAL, Which((position,)), "clerk", "repaired") == [position]


def did(row: Any) -> list[tuple[str, str]]:
    return [(step["by"], step["did"]) for step in row.history]


async def test_a_message_parked_by_a_fault_is_carried_out_after_the_fault_is_mended(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: UnitOfWork) -> bool:
        raise RuntimeError("a fault in the code")

    with monkeypatch.context() as patch:
        patch.setattr(UnitOfWork, "flush", broken)
        await send_raw(platform, command("m-1"))
        row = await with_status(platform, "parked")
    assert (row.reason, row.message_id, row.attempts) == ("attempts_spent", "m-1", 3)
    await retry(platform, row.position)
    row = await with_status(platform, "retried")
    assert did(row) == [("clerk", "retry"), ("service:handling", "done")]
    assert await platform.scalar("handling", "SELECT count(*) FROM project") == 1
    await until(lambda: platform.scalar("handling", "SELECT count(*) FROM journal WHERE sent_at IS NOT NULL"))


async def test_a_message_that_was_handled_meanwhile_is_recognised_when_it_is_retried(
    platform: Platform,
) -> None:
    running = platform.service("handling")
    delivery = Delivery(COMMANDS, command("m-1"), {PUBLISHER_HEADER: LOCAL})
    await store_parked(running.engine, JOURNAL, TOPOLOGY.registry, delivery, "attempts_spent", "")
    await send_raw(platform, command("m-1"))
    await until(lambda: platform.scalar("handling", "SELECT count(*) FROM project"))
    await retry(platform, (await with_status(platform, "parked")).position)
    row = await with_status(platform, "retried")
    assert did(row)[-1] == ("service:handling", "duplicate")
    assert await platform.scalar("handling", "SELECT count(*) FROM project") == 1


async def test_what_fails_again_goes_back_into_the_same_row_with_its_new_reason(platform: Platform) -> None:
    await send_unnamed(platform, b"{ no JSON")
    row = await with_status(platform, "parked")
    for times in (1, 2):
        await retry(platform, row.position)
        row = await with_status(platform, "parked", retries=times)
    assert await platform.scalar("handling", "SELECT count(*) FROM parked_messages") == 1
    assert (row.reason, bytes(row.body)) == ("not_json", b"{ no JSON")
    assert did(row) == [("clerk", "retry"), ("service:handling", "parked_again")] * 2


ODD_HEADERS: dict[str, Any] = {
    "decimal": Decimal("0.1"),
    "nul\x00in the name": "and\x00in the value",
    "nested": {"deep": [1, {"er": None}]},
    ATTEMPT_HEADER: 2**62,
    QUEUE_HEADER: "no\x00queue",
    REASON_HEADER: "r" * 5000,
    DETAIL_HEADER: "\x00",
}


async def test_headers_that_no_table_can_hold_do_not_keep_a_message_out_of_the_parking_lot(
    over_rabbitmq: Stand,
) -> None:
    async with running_platform(over_rabbitmq, "handling") as running:
        publisher = running.service("handling").publisher
        assert publisher
        await publisher.publish(parking_name("handling"), "", aio_pika.Message(b"odd", headers=ODD_HEADERS))
        row = await with_status(running, "parked")
    assert bytes(row.body) == b"odd"
    assert (row.queue, row.attempts, len(row.reason)) == ("no␀queue", 0, 1000)
    assert row.headers["decimal"] == "0.1"
