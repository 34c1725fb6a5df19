"""Readable commands that are refused without end cost no rows without end: so many refusals are told, then
that there were too many, and the rest is counted. What can be carried out still is, and nobody else
notices."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from tests.integration.test_answers import HOTLINE, said
from tests.support.plain_partner import PlainPartner, plain_partner
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

TOLD = 3
ROWS = "SELECT (SELECT count(*) FROM inbox), (SELECT count(*) FROM journal)"


@pytest.fixture
async def platform(guarded: Stand, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    """One that tells each partner of three refusals."""
    monkeypatch.setattr("shared.kernel.bus.delivery.answering.REFUSALS_TOLD", TOLD)
    async with running_platform(guarded, "intake", story_clock=None) as running:
        yield running


@pytest.fixture
async def hotline(platform: Platform, guarded: Stand) -> AsyncIterator[PlainPartner]:
    assert guarded.users
    async with plain_partner(guarded.users[HOTLINE], HOTLINE) as partner:
        yield partner


def wrong(**changes: Any) -> dict[str, Any]:
    """A command that can be read and is refused."""
    return said("intake.submission.withdraw.v1", **({"data": {"submission_id": "no-such"}} | changes))


async def refusals(platform: Platform, code: str, number: int) -> None:
    """Wait until so many with that code are counted."""
    registry = platform.service("intake").statistics.registry
    labels = {"service": "intake", "code": code}

    async def counted() -> bool:
        return registry.get_sample_value("youyue_refusals_total", labels) == number

    await until(counted)


async def use_up(hotline: PlainPartner) -> None:
    """Be refused until it is said that it was too often."""
    codes = [(await hotline.ask(wrong()))["code"] for _ in range(TOLD)]
    assert codes == ["unknown_thing"] * (TOLD - 1) + ["refused_too_often"]


async def test_what_is_refused_beyond_the_number_is_counted_and_leaves_no_row(
    hotline: PlainPartner, platform: Platform
) -> None:
    await use_up(hotline)
    assert hotline.answers[-1]["remedy"] == "later"
    await platform.settle()
    before = await platform.rows("intake", ROWS)
    for changes in ({}, {"data": {"no": "field"}}, {"source": "/somebody/else"}, {"actorrole": "office"}):
        await hotline.send(wrong(**changes))
    await refusals(platform, "refused_too_often", 5)
    assert await platform.rows("intake", ROWS) == before
    assert len(hotline.answers) == TOLD
    assert await platform.scalar("intake", "SELECT count(*) FROM parked_messages") == 0


async def test_beyond_the_number_what_is_right_is_carried_out_and_what_was_answered_is_answered_again(
    hotline: PlainPartner, platform: Platform
) -> None:
    good, bad = said(), wrong()
    await hotline.ask(good)
    await hotline.ask(bad)
    for _ in range(TOLD - 1):
        await hotline.ask(wrong())
    assert (await hotline.ask(said()))["event"]
    await platform.settle()  # what is still on its way is not sent twice
    for first in (good, bad):
        await hotline.send(first)
        assert (await hotline.answer(first, 2))["repeated"]


async def test_an_id_used_for_other_words_again_and_again_is_bounded_too(
    hotline: PlainPartner, platform: Platform
) -> None:
    first = said()
    await hotline.ask(first)
    for number in range(TOLD + 2):
        await hotline.send(first | {"data": first["data"] | {"text": f"第{number}处水管漏水。"}})
    await refusals(platform, "refused_too_often", 3)
    await platform.settle()
    rows = "SELECT count(*) FROM journal WHERE type = 'intake.command.refused.v1'"
    assert await platform.scalar("intake", rows) == TOLD


async def test_repeats_of_one_refused_command_use_up_nothing(
    hotline: PlainPartner, platform: Platform
) -> None:
    bad = wrong()
    await hotline.ask(bad)
    for number in range(2, TOLD + 3):
        await platform.settle()
        await hotline.send(bad)
        assert (await hotline.answer(bad, number))["code"] == "unknown_thing"
    assert (await hotline.ask(wrong()))["code"] == "unknown_thing"


async def test_the_id_of_what_was_not_told_is_not_taken(hotline: PlainPartner, platform: Platform) -> None:
    await use_up(hotline)
    mended = said(data={"text": ""})
    await hotline.send(mended)
    await refusals(platform, "refused_too_often", 2)
    assert (await hotline.ask(mended | {"data": said()["data"]}))["event"]


async def test_another_partner_is_told_all_of_its_own(
    hotline: PlainPartner, platform: Platform, guarded: Stand
) -> None:
    assert guarded.users
    await use_up(hotline)
    async with plain_partner(guarded.users[SAMPLE_PARTNER], SAMPLE_PARTNER) as demo:
        theirs = wrong(source="/partners/demo")
        assert (await demo.ask(theirs))["code"] == "unknown_thing"
