"""A purge that does not come to its end is noticed: by the metric, and by the doctor."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from cli.doctor.daily import account
from shared.kernel.service.vitals import read_ledger
from shared.kernel.settings.settings import settings_for
from tests.support.platform import Platform, Stand, running_platform
from tests.support.purges import carry_out, in_days

OVERDUE = (
    "UPDATE purges SET known_since = now() - interval '4 days', ended_at = NULL, page = 7 "
    "WHERE name = 'inbox'"
)


@pytest.fixture
async def platform(in_process: Stand) -> AsyncIterator[Platform]:
    async with running_platform(in_process, "handling") as running:
        await carry_out(in_days(running.service("handling"), 0))
        yield running


async def advice(platform: Platform) -> str:
    url = platform.service("handling").settings.database_url
    settings = settings_for("handling", database_url=str(url))
    return "\n".join([finding.advice async for finding in account("handling", settings)])


async def late(platform: Platform) -> list[str]:
    running = platform.service("handling")
    async with running.housekeeping.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        ledger = await read_ledger(connection, running.service.journal, running.clock)
    assert len(ledger.purges) > 5
    return [one.name for one in ledger.purges if one.late]


async def test_after_three_days_without_an_end_a_purge_is_late(platform: Platform) -> None:
    assert (await late(platform), await advice(platform)) == ([], "")
    async with platform.service("handling").engine.begin() as connection:
        await connection.execute(text(OVERDUE))
    assert await late(platform) == ["inbox"]
    assert "purge_failed" in await advice(platform)
    assert "inbox" in await advice(platform)
