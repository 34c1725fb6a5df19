"""``youyue waiting`` reads the things of the services, by the platform's clock."""

import asyncio
import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner, Result

from cli.main import COMMAND_LINE
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.support.platform import STORY_START, TOWNSHIP, Platform, Stand, running_platform
from tests.unit.intake.world import CITIZEN


async def waiting(*words: str) -> Result:
    """Run the command beside the test's own loop."""
    command = ["waiting", "--township", TOWNSHIP, *words]
    return await asyncio.to_thread(lambda: CliRunner().invoke(COMMAND_LINE, command))


async def move_clock(platform: Platform, by: timedelta) -> None:
    """Let time pass, and all be done that is due by then."""
    await platform.tell(intake.MoveIntakeClock(to=STORY_START + by), Actor("operator-1", Role.OPERATOR))
    await platform.settle()


async def test_who_has_to_act_is_listed_with_what_is_late(
    in_process: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
    async with running_platform(in_process, "intake") as platform:
        await platform.tell(intake.SubmitSubmission(text="村口的路灯坏了", channel="online"), CITIZEN)
        await move_clock(platform, timedelta(minutes=1))
        early = await waiting("--late")
        await move_clock(platform, timedelta(days=30))
        said, told, nobody = (
            await waiting(),
            json.loads((await waiting("--json", "--late")).stdout),
            await waiting("--role", "presidium"),
        )

    assert "没有要等的事" in early.stdout
    (one,) = told
    assert (one["kind"], one["waiting"]["role"], one["late"]) == ("submission", "office", True)
    assert one["waiting"]["called"]["name"] == "escalation"
    assert one["days_left"] < 0
    assert one["why"]
    assert "共 1 件，逾期 1 件" in said.stdout
    assert "没有要等的事" in nobody.stdout
