"""A partner whose message cannot be read learns which attribute is wrong; what has no id is among its rejects
(case P04)."""

import json
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest

from shared.kernel.bus.delivery.allowance import Allowance
from tests.integration.test_answers import HOTLINE, said
from tests.support.plain_partner import SUBMIT, PlainPartner, plain_partner
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of what cannot be read are answered, or kept."""
    monkeypatch.setattr("shared.kernel.bus.delivery.pipeline.Allowance", lambda at_most: Allowance(3))


@pytest.fixture
async def platform(guarded: Stand) -> AsyncIterator[Platform]:
    async with running_platform(guarded, "intake", story_clock=None) as running:
        yield running


@pytest.fixture
async def hotline(platform: Platform, guarded: Stand) -> AsyncIterator[PlainPartner]:
    assert guarded.users
    async with plain_partner(guarded.users[HOTLINE], HOTLINE) as partner:
        yield partner


UNREADABLE = {
    "naive time": ({"time": "2026-09-01T08:00:00"}, "time"),
    "a number for a time": ({"time": 1796083200}, "time"),
    "digits for a time": ({"time": "1796083200"}, "time"),
    "six digits": ({"township": "330921"}, "township"),
    "no such role": ({"actorrole": "emperor"}, "actorrole"),
    "a name for an id": ({"actorid": "王 某"}, "actorid"),
    "no data": ({"data": [1]}, "data"),
    "no such type": ({"type": "intake.submission.explode.v1"}, "type"),
    "another's type": ({"type": "handling.item.assign.v1"}, "type"),
    "an event": ({"type": "intake.submission.received.v1"}, "type"),
}


@pytest.mark.parametrize(("changes", "field"), UNREADABLE.values(), ids=UNREADABLE)
async def test_p04_an_envelope_with_an_error_is_answered_with_the_field_and_may_be_mended(
    hotline: PlainPartner, platform: Platform, changes: dict[str, Any], field: str
) -> None:
    good = said()
    await hotline.publish(json.dumps(good | changes).encode())
    refused = await hotline.answer(good)
    assert (refused["code"], refused["field"], refused["remedy"]) == ("invalid_envelope", field, "fix")
    assert refused["reason"]["zh"] != refused["reason"]["en"]
    await hotline.send(good)
    assert (await hotline.answer(good, 2))["event"]
    assert await platform.scalar("intake", "SELECT count(*) FROM parked_messages") == 0


NAMELESS = {
    "no id": json.dumps(said(id=None)).encode(),
    "an empty id": json.dumps(said(id="")).encode(),
    "no JSON": b"{ this is no JSON",
    "nothing": b"",
    "a list": b"[1, 2]",
    "deep": b"[" * 100_000,
    "5 MB": json.dumps(said(data={"text": "x" * 5 * 1024 * 1024})).encode(),
}


@pytest.mark.parametrize("body", NAMELESS.values(), ids=NAMELESS)
async def test_p04_what_has_no_id_is_found_among_the_rejects_by_its_digest(
    hotline: PlainPartner, platform: Platform, body: bytes
) -> None:
    await hotline.publish(body)
    refused = await hotline.rejected()
    assert refused["code"] == "invalid_envelope"
    assert refused["unread"] == {"size": len(body), "sha256": sha256(body).hexdigest()}
    assert hotline.answers == []
    assert await platform.scalar("intake", "SELECT count(*) FROM parked_messages") == 0


async def test_p04_the_binary_mode_is_answered_by_the_id_in_its_headers(hotline: PlainPartner) -> None:
    whole = said()
    data = whole.pop("data")
    await hotline.publish(
        json.dumps(data).encode(), SUBMIT, {f"cloudEvents:{k}": v for k, v in whole.items()}
    )
    refused = await hotline.answer(whole)
    assert refused["code"] == "invalid_envelope"
    assert "binary mode" in refused["reason"]["en"]


async def test_p04_whom_the_broker_does_not_name_nobody_can_answer(
    hotline: PlainPartner, platform: Platform
) -> None:
    for body in (b"no JSON", json.dumps(said()).encode()):
        await hotline.publish(body, named=False)
    good = said()
    await hotline.ask(good)
    reasons = await platform.rows("intake", "SELECT reason FROM parked_messages ORDER BY reason")
    assert [reason for (reason,) in reasons] == ["not_json", "publisher_unnamed"]
    assert [answer["command_id"] for answer in hotline.answers] == [good["id"]]


@pytest.mark.usefixtures("few")
async def test_nonsense_without_end_is_answered_so_often_then_told_once_then_counted(
    platform: Platform, hotline: PlainPartner
) -> None:
    for number in range(8):
        await hotline.publish(f"no JSON {number}".encode())
    good = said()
    await hotline.send(good)
    assert (await hotline.answer(good))["event"]
    await until(lambda: counted(platform))
    await until(lambda: answers_come(hotline))
    codes = [refused["code"] for refused in hotline.rejects]
    assert sorted(codes) == ["invalid_envelope", "invalid_envelope", "unreadable_too_often"]
    rows = "SELECT count(*) FROM journal WHERE type = 'intake.command.refused.v1'"
    assert await platform.scalar("intake", rows) == 3
    assert await platform.scalar("intake", "SELECT count(*) FROM parked_messages") == 0


@pytest.mark.usefixtures("few")
async def test_nonsense_without_end_and_without_a_name_is_kept_so_often_then_counted(
    platform: Platform, hotline: PlainPartner
) -> None:
    for number in range(9):
        await hotline.publish(f"no JSON {number}".encode(), named=False)
    await hotline.publish(json.dumps(said()).encode(), named=False)
    good = said()
    await hotline.ask(good)
    await until(lambda: counted(platform))
    rows = "SELECT reason, count(*) FROM parked_messages GROUP BY reason ORDER BY reason"

    async def kept() -> bool:
        return [tuple(row) for row in await platform.rows("intake", rows)] == [
            ("not_json", 3),
            ("publisher_unnamed", 1),
        ]

    await until(kept)
    assert hotline.rejects == []


async def counted(platform: Platform) -> bool:
    """Whether all are: what was told so, and that for which there was no answer."""
    labels = {"service": "intake", "code": "unreadable_too_often"}
    registry = platform.service("intake").statistics.registry
    return registry.get_sample_value("youyue_refusals_total", labels) == 6


async def answers_come(hotline: PlainPartner) -> bool:
    return len(hotline.rejects) >= 3
