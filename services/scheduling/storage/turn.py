"""One at a time: for decisions that look at more than the thing they change."""

from sqlalchemy import func, select

from shared.journal.work import Work


async def take_turn(work: Work) -> None:
    """Wait until no other transaction of this township has the turn; ours ends with the transaction.

    Take it before looking anything up: two rows that are both new cannot collide on a version.
    """
    key = func.hashtextextended(f"{work.service}:{work.township}", 0)
    connection = await work.writing()
    await connection.execute(select(func.pg_advisory_xact_lock(key)))
