"""Townships as the directory has them."""

import asyncio
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import Text, cast, select

from cli.backends import open_database
from cli.reading import reading_the_database
from cli.servers import database_of
from cli.services import load_service
from shared.kernel.messages.base import Contract
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.clock import time_kept
from shared.kernel.store.database import create_engine
from shared.language.calendar import local_day
from shared.language.contracts.directory import TownshipSnapshot
from shared.language.topology import CONSUMERS

KEEPER = "directory"
"""The service that has the lists."""
_THING = "township"


class Standing(NamedTuple):
    """The township, if there is one of that code, and the day on which it was read, Asia/Shanghai."""

    township: TownshipSnapshot | None
    day: date
    edition: int | None = None
    """The number of its edition."""


def standing(township_id: str) -> Standing:
    """Read it; a database that cannot be read ends the program."""
    return standings((township_id,))[township_id]


def standings(township_ids: Collection[str]) -> Mapping[str, Standing]:
    """Read several, by their codes; a database that cannot be read ends the program."""
    with reading_the_database():
        return asyncio.run(_read(township_ids))


async def _read(township_ids: Collection[str]) -> Mapping[str, Standing]:
    service = load_service(KEEPER)
    kind = next(kind for kind in service.kinds if kind.name == _THING)
    async with open_database(database_of(KEEPER, CONSUMERS)) as url:
        engine = create_engine(settings_for(KEEPER, database_url=url).sqlalchemy_url, KEEPER, 1)
        try:
            async with engine.begin() as connection:
                day = local_day(await time_kept(connection, service.journal.story_clock))
                rows = kind.table
                there = select(rows.c.id, cast(rows.c.data, Text), rows.c.version).where(
                    rows.c.id == rows.c.tenant, rows.c.id.in_(township_ids)
                )
                documents = (await connection.execute(there)).all()
        finally:
            await engine.dispose()
    found = {
        id: Standing(_township(kind.publish(kind.load(data))), day, version)
        for id, data, version in documents
    }
    return {id: found.get(id, Standing(None, day)) for id in township_ids}


def _township(found: Contract) -> TownshipSnapshot:
    assert isinstance(found, TownshipSnapshot)
    return found
