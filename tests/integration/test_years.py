"""Some years of copies of what services wrote: the tables of each message stay as they were."""

import pytest

from benchmarks.years.filling import Filling
from benchmarks.years.story import months_later, read
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.support.platform import Stand, running_platform

PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
MONTHS = 12
EVENTS = "journal WHERE asker IS NULL AND sent_at IS NOT NULL"


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [("2026-09-30", 1, "2026-10-28"), ("2026-01-15", -1, "2025-12-15"), ("2026-12-01", 14, "2028-02-01")],
)
def test_a_day_is_moved_by_whole_months_to_one_that_every_month_has(
    day: str, months: int, there: str
) -> None:
    assert months_later(day, months) == there


async def test_after_three_years_the_journal_has_little_more_than_one_and_the_past_has_the_rest(
    in_process: Stand,
) -> None:
    async with running_platform(in_process, "handling", story_clock=None) as platform:
        await platform.tell(PLAN, Actor("office-1", Role.OFFICE))
        await platform.settle()
    url = in_process.database_url.replace("+asyncpg", "")
    filling = Filling(url, await read(url), 3, 3 * MONTHS)
    for year in range(3):
        await filling.year(year)
    async with running_platform(in_process, "handling", story_clock=None) as platform:
        count = "SELECT count(*) FROM {}"
        inbox, journal, past, projects = [
            await platform.scalar("handling", count.format(table))
            for table in ("inbox", EVENTS, "journal_past", "project")
        ]
    assert projects == 3 * MONTHS + 1
    assert journal + past == 3 * MONTHS + 1
    assert MONTHS <= journal <= MONTHS + 2
    assert MONTHS <= inbox <= MONTHS + 3
