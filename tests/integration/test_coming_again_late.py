"""A command that comes again when its id may be forgotten: never done twice, and never parked."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from shared.client.platform import new_command
from shared.language.contracts import handling
from tests.integration.test_purging import HEAD, OFFICE, PLAN, counts, project
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.purges import carry_out, in_days


@pytest.fixture
async def platform(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "handling", "scheduling", "console") as running:
        yield running


@pytest.mark.parametrize("days", [402, 440])
async def test_a_command_that_was_forgotten_and_comes_again_is_refused_and_done_once(
    in_process: Stand, days: int
) -> None:
    """Its answer is there a month longer than its id is known."""
    async with running_platform(in_process, "handling", story_clock=None) as platform:
        id = await project(platform, 1)
        running = platform.service("handling")
        report = handling.ReportProject(project_id=id, planned_percent=50, actual_percent=50)
        said = [
            new_command(command, actor, TOWNSHIP, "/partners/demo/tests", name)
            for command, actor, name in ((PLAN, OFFICE, "made"), (report, HEAD, "changed"))
        ]
        for command in said:
            await platform.client.ask(command)
        await platform.settle()
        long_ago = datetime.now(UTC) - timedelta(days=401)
        await carry_out(in_days(running, days))
        before = await platform.rows("handling", "SELECT id, version FROM project ORDER BY id")
        for command in said:
            again = await platform.client.ask(command.model_copy(update={"time": long_ago}))
            assert (again.data["code"], again.data["remedy"]) == ("said_too_long_ago", "final")
        assert await platform.rows("handling", "SELECT id, version FROM project ORDER BY id") == before
        assert await counts(platform, "handling", "parked_messages", "inbox") == [0, 0]


@pytest.mark.parametrize("ahead", [timedelta(hours=25), timedelta(days=365 * 7000)])
async def test_a_command_that_would_be_young_for_ever_is_refused_and_keeps_its_id(
    in_process: Stand, ahead: timedelta
) -> None:
    """Else it would be done a second time when its id is forgotten."""
    async with running_platform(in_process, "handling", story_clock=None) as platform:
        said = new_command(PLAN, OFFICE, TOWNSHIP, "/partners/demo/tests", "early")
        refused = await platform.client.ask(said.model_copy(update={"time": datetime.now(UTC) + ahead}))
        assert (refused.data["code"], refused.data["field"]) == ("said_in_the_future", "time")
        assert refused.data["remedy"] == "fix"
        done = await platform.client.ask(
            said.model_copy(update={"time": datetime.now(UTC) + timedelta(hours=8)})
        )
        assert done.type == handling.ProjectPlanned.type
        assert await counts(platform, "handling", "project", "parked_messages") == [1, 0]


async def test_a_command_that_comes_again_within_its_time_is_answered_as_before(platform: Platform) -> None:
    id = await project(platform, 0, "once")
    await carry_out(in_days(platform.service("handling"), 399))
    again = await platform.tell(PLAN, OFFICE, message_id="once")
    assert (await counts(platform, "handling", "project"), id) == ([1], again.data["event"]["subject"])
