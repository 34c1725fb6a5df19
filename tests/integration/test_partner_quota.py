"""A partner over its number is refused and told when to come back, whether or not the broker knows who
publishes."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from shared.client.platform import new_command
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from shared.language.topology import TOPOLOGY
from tests.integration.test_round_trips import Wire, listening
from tests.integration.test_trust import CALL, CITIZEN, HOTLINE, answer, publish, said
from tests.support.partners import sample
from tests.support.platform import (
    IMPATIENT,
    OTHER_TOWNSHIP,
    STORY_START,
    TOWNSHIP,
    Platform,
    Stand,
    running_platform,
)

QUEUE = "intake.inbox.commands"
OPERATOR = Actor("operator-1", Role.OPERATOR)
NUMBER, HOUR = 2, timedelta(hours=1)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """The packaged sample, but that the hotline may raise ``NUMBER`` an hour."""
    file = tmp_path / "partners.toml"
    file.write_text(re.sub(r"at_most = \d+", f"at_most = {NUMBER}", sample()), "utf-8")
    return file


@pytest.fixture
async def guarded_platform(guarded: Stand, table: Path) -> AsyncIterator[Platform]:
    async with running_platform(replace(guarded, partners=table), "intake") as running:
        yield running


async def test_over_its_number_a_partner_is_told_when_again_while_another_goes_on(
    guarded_platform: Platform, guarded: Stand
) -> None:
    async def call(command: intake.SubmitSubmission = CALL) -> Envelope:
        handed_in = said(command)
        assert guarded.users
        await publish(guarded.users[HOTLINE], "intake.commands", handed_in, HOTLINE)
        return await answer(guarded_platform, handed_in)

    async def move(to: datetime) -> None:
        await guarded_platform.tell(intake.MoveIntakeClock(to=to), OPERATOR)
        await guarded_platform.settle()

    keyed = CALL.model_copy(update={"idempotency_key": "call-0001"})
    assert (await call(keyed)).type == intake.SubmissionReceived.type
    await move(STORY_START + timedelta(minutes=10))
    assert (await call()).type == intake.SubmissionReceived.type
    refused = intake.IntakeCommandRefused.model_validate((await call()).data)
    assert (refused.code, refused.field, refused.retry_at) == (
        "partner_over_quota",
        "source",
        STORY_START + HOUR,
    )
    assert "09:00:00" in refused.reason.zh
    assert "09:00:00" in refused.reason.en
    assert (await call(keyed)).type == intake.SubmissionKnown.type
    assert (await guarded_platform.tell(CALL, CITIZEN)).type == intake.SubmissionReceived.type
    await move(STORY_START + HOUR)
    assert (await call()).type == intake.SubmissionReceived.type
    again = intake.IntakeCommandRefused.model_validate((await call()).data)
    assert again.retry_at == STORY_START + HOUR + timedelta(minutes=10)


@pytest.mark.two_townships
async def test_each_township_has_the_number_to_itself_and_all_copies_of_the_service_count_together(
    in_process: Stand, table: Path
) -> None:
    stand = replace(in_process, partners=table)
    async with running_platform(stand, "intake") as one, running_platform(stand, "intake") as other:
        for township in (TOWNSHIP, OTHER_TOWNSHIP):
            codes = []
            for copy in (one, other, one, other):
                command = new_command(CALL, CITIZEN, township, "/county/hotline")
                codes.append((await copy.client.ask(command)).data.get("code"))
            assert codes == [None, None, "partner_over_quota", "partner_over_quota"]


async def test_on_a_bus_that_knows_nobody_the_source_says_whose_number_it_is(
    in_process: Stand, table: Path
) -> None:
    bus = InProcessBus(TOPOLOGY, tiers=IMPATIENT)
    async with running_platform(replace(in_process, partners=table), "intake", bus=bus) as running:
        codes = []
        for source in ("/county/hotline", "/county/hotline/desk-3", "/county/hotline", "/county/hotline-2"):
            codes.append((await running.client.ask(said(source=source))).data.get("code"))
    assert codes == [None, None, "partner_over_quota", None]


async def test_only_a_partner_with_a_number_costs_a_look_up(in_process: Stand, table: Path) -> None:
    with listening(Wire()) as wire:
        async with running_platform(
            replace(in_process, partners=table), "intake", story_clock=None
        ) as running:
            trips = {}
            for source in ("/county/hotline", "/partners/demo/tests") * 2:
                wire.forget()
                await running.client.ask(said(source=source))
                await running.settle()
                trips[source] = wire.handling(QUEUE)
    assert [len(of) for of in trips.values()] == [2, 1], trips
    assert "raised_by_partners" in trips["/county/hotline"][0]
    assert not any("raised_by_partners" in statement for statement in trips["/partners/demo/tests"])
