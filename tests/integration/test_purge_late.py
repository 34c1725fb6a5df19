"""A purge that does not come to its end is noticed: by the metric, and by the doctor."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from cli.doctor.daily import account
from services.handling.app import SERVICE
from shared.kernel.service.vitals import read_ledger
from shared.kernel.settings.settings import ServiceSettings, settings_for
from shared.kernel.store.clock import SystemClock
from shared.kernel.store.database import create_engine
from tests.support.platform import Stand, running_platform
from tests.support.purges import carry_out, in_days

OVERDUE = (
    "UPDATE purges SET known_since = now() - interval '4 days', ended_at = NULL, page = 7 "
    "WHERE name = 'inbox'"
)


@pytest.fixture
async def settings(in_process: Stand) -> ServiceSettings:
    """Of a service that has carried out its purge and has stopped: nobody else takes the next step."""
    async with running_platform(in_process, "handling") as running:
        handling = running.service("handling")
        await carry_out(in_days(handling, 0))
    return handling.settings


@pytest.fixture
async def database(settings: ServiceSettings) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(settings.sqlalchemy_url, "handling", 1)
    yield engine
    await engine.dispose()


async def advice(settings: ServiceSettings) -> str:
    alone = settings_for("handling", database_url=str(settings.database_url))
    return "\n".join([finding.advice async for finding in account("handling", alone)])


async def late(database: AsyncEngine) -> list[str]:
    async with database.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        ledger = await read_ledger(connection, SERVICE.journal, SystemClock())
    assert len(ledger.purges) > 5
    return [one.name for one in ledger.purges if one.late]


async def test_after_three_days_without_an_end_a_purge_is_late(
    settings: ServiceSettings, database: AsyncEngine
) -> None:
    assert (await late(database), await advice(settings)) == ([], "")
    async with database.begin() as connection:
        await connection.execute(text(OVERDUE))
    assert await late(database) == ["inbox"]
    assert "purge_failed" in await advice(settings)
    assert "inbox" in await advice(settings)
