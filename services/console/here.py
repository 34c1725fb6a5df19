"""Which township is meant, and what day it is there."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.storage import reading
from shared.language.calendar import local_day


def only(township: str | None, known: Collection[str]) -> str | None:
    """The township that is meant; None when several are known and none is named, or one that is not known."""
    if township:
        return township if township in known else None
    return None if len(known) > 1 else next(iter(known), "")


async def today(connection: AsyncConnection, township: str, now: datetime) -> date:
    """The day in Asia/Shanghai; never before the newest event, for a story's clock is moved in the services
    alone."""
    newest = await reading.newest_moment(connection, township)
    return local_day(max(now, newest) if newest else now)
