"""The platform's time, as commands that only read have to know it: a story's, where one is played."""

import asyncio
from datetime import UTC, date, datetime

from cli.reading import reading_the_database
from cli.stores import open_stores
from shared.kernel.store.clock import StoryClock
from shared.language.calendar import local_day


async def platform_now() -> datetime:
    """The latest time that a story's clock says in the services whose database is known here;
    the machine's, where none was moved. UTC. The console's alone says nothing: nobody moves it.

    Raises SettingsError, and what the databases raise."""
    start, times = datetime.now(UTC), []
    async with open_stores() as stores:
        for store in stores:
            async with store.engine.connect() as connection:
                times.append(await StoryClock(store.tables.story_clock, start).now(connection))
    return max((at for at in times if at != start), default=start)


def today_there() -> date:
    """The platform's day in Asia/Shanghai; a database that cannot be read ends the
    program."""
    with reading_the_database():
        return local_day(asyncio.run(platform_now()))
