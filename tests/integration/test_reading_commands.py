"""Commands that read a service's database say what is there, by the platform's clock, or why they cannot."""

import asyncio
import json
import secrets
from datetime import timedelta

import pytest
from typer.testing import CliRunner, Result

from cli.main import COMMAND_LINE
from shared.embedded import EmbeddedPostgres
from shared.kernel.messages.base import MoveClock
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import directory, handling, intake
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import TYPES
from tests.support.platform import STORY_START, TOWNSHIP, Platform, Stand, running_platform
from tests.support.township import xiushan
from tests.unit.intake.world import CITIZEN


async def youyue(*words: str) -> Result:
    """Run a command of the program, beside the test's own loop."""
    return await asyncio.to_thread(lambda: CliRunner().invoke(COMMAND_LINE, list(words)))


@pytest.mark.parametrize(
    "words",
    [
        ("similar", "路灯坏了"),
        ("queue",),
        ("handover", "330921201"),
        ("decisions",),
        ("follow", "ABCD-EFGH"),
        ("slip", "ABCD-EFGH"),
    ],
)
async def test_on_a_database_without_the_platform_it_is_said_what_to_do(
    words: tuple[str, ...], postgres_server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"empty_{secrets.token_hex(4)}"
    postgres_server.ensure_database(name)
    monkeypatch.setenv("YOUYUE_DATABASE_URL", postgres_server.url(name))

    said = await youyue(*words)

    assert said.exit_code == 2
    assert "youyue migrate" in said.stderr
    assert "SELECT" not in said.stderr


async def move_clock(platform: Platform, by: timedelta) -> None:
    move = TYPES["intake.clock.move.v1"]
    assert issubclass(move, MoveClock)
    await platform.tell(move(to=STORY_START + by), Actor("operator-1", Role.OPERATOR))


def overdue(said: Result) -> int:
    return int(next(line.split()[0] for line in said.stdout.splitlines() if "overdue" in line))


async def test_what_is_overdue_is_so_by_the_platforms_clock(
    in_process: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
    async with running_platform(in_process, "intake") as platform:
        await platform.tell(intake.SubmitSubmission(text="村口的路灯坏了", channel="online"), CITIZEN)
        await move_clock(platform, timedelta(minutes=1))
        assert overdue(await youyue("queue")) == 0

        await move_clock(platform, timedelta(days=3))
        assert overdue(await youyue("queue")) == 1
        counts = map(json.loads, (await youyue("queue", "--json")).stdout.splitlines())
        assert {"queue": "overdue", "count": 1} in counts


async def test_a_handover_lists_what_the_services_have(
    in_process: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUYUE_DATABASE_URL", in_process.database_url)
    sample = xiushan()
    add = directory.AddTownship(profile=sample.profile, rules=sample.rules, lists=sample.lists)
    plan = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
    async with running_platform(in_process, "directory", "handling") as platform:
        await platform.tell(add, Actor("operator-1", Role.OPERATOR))
        await platform.settle()
        planned = await platform.tell(plan, Actor("office-1", Role.OFFICE))

        said = await youyue("handover", TOWNSHIP)
        assert f"- 水库输水管道改造（{planned.subject}）" in said.stdout
        theirs = await youyue("handover", TOWNSHIP, "--person", "leader-2", "--json")
        assert [one["id"] for one in json.loads(theirs.stdout)[0]["projects"]] == [planned.subject]
        nobody = await youyue("handover", TOWNSHIP, "--person", "office-1")
        assert (nobody.exit_code, nobody.stdout) == (2, "")
