"""Year after year of matters into the services' tables, each year followed by the services' own purge."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection

from benchmarks.years.story import Part, Story
from cli.services import load_service
from shared.kernel.journal.purging import Due, Purge
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.database import create_engine
from shared.language.topology import CONSUMERS

_MONTHS, _YEAR = 12, 365
_AT_ONCE = 10
"""Copies of the story that are written together."""
_SIZES = """
SELECT n.nspname || '.' || c.relname, pg_total_relation_size(c.oid) FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND n.nspname = ANY ($1)
"""


@dataclass(frozen=True)
class Moment:
    """A clock that stands."""

    at: datetime

    async def now(self, connection: AsyncConnection) -> datetime:
        """Its moment."""
        return self.at


@dataclass
class Filling:
    """``url``: one database with every service's schema; the story stands in it. Copies are of earlier
    months: the services that look at it afterwards see the last year as the last one."""

    url: str
    story: Story
    years: int
    copies: int
    sizes: list[dict[str, int]] = field(default_factory=list)
    """After each year's purge, bytes by table with its indexes."""

    async def year(self, number: int) -> int:
        """Write a year's copies, month by month, each followed by the purge as of its end: services purge day
        by day. Then note the sizes. How many rows the purges took."""
        connection = await asyncpg.connect(self.url)
        try:
            await connection.execute("SET synchronous_commit = off")
            each = self.copies // self.years
            for service in CONSUMERS:
                # What purges noted of today, when the story was played, is to come.
                await connection.execute(f"UPDATE {service}.purges SET ended_at = NULL, page = NULL")
            taken = 0
            for month in range(_MONTHS):
                made = [
                    copy
                    for copy in range(number * each, (number + 1) * each)
                    if copy % each * _MONTHS // each == month
                ]
                later = (number - self.years) * _MONTHS + month + 1
                for first in range(0, len(made), _AT_ONCE):
                    for part in self.story.parts:
                        await self._write(connection, part, made[first : first + _AT_ONCE], later)
                taken += await self._purge(datetime.now(UTC) + timedelta(days=later * _YEAR / _MONTHS))
                # As autovacuum does: what was purged gives its room to what comes.
                await connection.execute("VACUUM")
            await connection.execute("VACUUM ANALYZE")
            self.sizes.append(dict(await connection.fetch(_SIZES, list(CONSUMERS))))
        finally:
            await connection.close()
        return taken

    async def _write(
        self, connection: "asyncpg.Connection[Any]", part: Part, batch: list[int], months: int
    ) -> None:
        text = BytesIO()
        for copy in batch:
            text.write(part.copied(copy + 1, months))
        text.seek(0)
        await connection.copy_to_table(
            part.table, schema_name=part.service, columns=list(part.columns), source=text
        )

    async def _purge(self, at: datetime) -> int:
        taken = 0
        for service in CONSUMERS:
            parts = load_service(service)
            settings = settings_for(service, database_url=self.url)
            engine = create_engine(settings.sqlalchemy_url, service, 2)
            purge = Purge(
                engine=engine,
                tables=parts.journal,
                rules=[Due(rule, getattr(settings, rule.days)) for rule in parts.retention()],
                timers=[one.type for one in parts.house.registry.timers_of(service)],
                clock=Moment(at),
                machine=Moment(at),
                every=timedelta(days=1),
            )
            try:
                await purge.begin()
                async with engine.connect() as connection:
                    before = await _removed(connection)
                while await purge.step():
                    pass
                async with engine.connect() as connection:
                    taken += await _removed(connection) - before
            finally:
                await engine.dispose()
        return taken


async def _removed(connection: AsyncConnection) -> int:
    found = await connection.exec_driver_sql("SELECT coalesce(sum(removed), 0) FROM purges")
    return int(found.scalar_one())
