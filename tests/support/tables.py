"""What a service's tables say, for comparing before and after."""

from typing import Any

from tests.support.platform import Platform

ARRIVAL = "recorded_at"
"""The moment of writing, which is another one after a replay."""
_TABLES = (
    "SELECT table_name FROM information_schema.tables "
    "WHERE table_schema = current_schema AND table_name NOT IN ('alembic_version', 'purges')"
)


async def contents(platform: Platform, service: str, *without: str) -> dict[str, list[Any]]:
    """Table → its rows, but for tables named in ``without``."""
    names = sorted(row[0] for row in await platform.rows(service, _TABLES))
    return {name: await rows_of(platform, service, name) for name in names if name not in without}


async def rows_of(platform: Platform, service: str, table: str) -> list[Any]:
    """The rows of one table, in an order of their own, without when they came here."""
    row = f"to_jsonb(t) - '{ARRIVAL}'"
    found = await platform.rows(service, f'SELECT {row} FROM "{table}" t ORDER BY ({row})::text')
    return [row[0] for row in found]
