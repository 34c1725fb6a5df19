"""What is known of a raiser by their key."""

from datetime import datetime

from sqlalchemy import DateTime, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.limits import History
from services.intake.storage.tables import BARS, SUBMISSION


async def history_of(connection: AsyncConnection, township: str, person: str, since: datetime) -> History:
    """What the person raised since then, and until when they are barred: one round trip, two indexes."""
    rows, bars = SUBMISSION.rows.c, BARS.c
    raised_at = rows.data["submitted_at"].astext
    theirs = (
        select(func.count().label("recent"), cast(func.min(raised_at), DateTime(timezone=True)).label("oldest"))
        .where(
            rows.township == township,
            rows.data["raiser_key"].astext == person,
            raised_at > since.isoformat().replace("+00:00", "Z"),
        )
        .subquery()
    )
    barred = (
        select(bars.until)
        .where(bars.township == township, bars.person == person)
        .order_by(bars.at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return History(*(await connection.execute(select(theirs.c.recent, theirs.c.oldest, barred))).one())
