"""The facts known of a raiser by their key, and of the partner that hands a matter in."""

from datetime import datetime

from sqlalchemy import DateTime, cast, func, select

from services.intake.domain.submission.raising_facts import History
from services.intake.storage.tables import BARS, SUBMISSION
from shared.kernel.messages.quota import Quota
from shared.kernel.store.session import Session

_FULL_SINCE = """
SELECT raised_at FROM raised_by_partners WHERE tenant = $1 AND partner = $2 AND raised_at > $3
ORDER BY raised_at DESC OFFSET $4 LIMIT 1
"""
"""Read off the table's key; not composed, since it is asked for each matter of a partner with a quota."""


async def history_of(session: Session, township: str, person: str, since: datetime) -> History:
    """The matters that the person raised since then, and the end of their bar: one round trip, two
    indexes."""
    rows, bars = SUBMISSION.table.c, BARS.c
    raised_at = rows.data["submitted_at"].astext
    theirs = (
        select(
            func.count().label("recent"), cast(func.min(raised_at), DateTime(timezone=True)).label("oldest")
        )
        .where(
            rows.tenant == township,
            rows.data["raiser_key"].astext == person,
            raised_at > since.isoformat().replace("+00:00", "Z"),
        )
        .subquery()
    )
    barred = (
        select(bars.until)
        .where(bars.tenant == township, bars.person == person)
        .order_by(bars.at.desc())
        .limit(1)
        .scalar_subquery()
    )
    return History(
        *(await session.connection.execute(select(theirs.c.recent, theirs.c.oldest, barred))).one()
    )


async def full_since(session: Session, township: str, quota: Quota, now: datetime) -> datetime | None:
    """When the partner raised the last matter but ``quota.at_most - 1``, if within the quota's time: one
    round trip."""
    found = await session.fetch(_FULL_SINCE, township, quota.partner, now - quota.within, quota.at_most - 1)
    return found[0][0] if found else None
