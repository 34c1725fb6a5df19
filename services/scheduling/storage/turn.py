"""One at a time: for decisions that look at more than the thing they change."""

from sqlalchemy import func, select

from shared.kernel.journal.work import Work
from shared.kernel.store.session import Session


async def take_turn(work: Work) -> None:
    """Wait until no other transaction of this township has the turn; ours ends with the transaction.

    Take it before looking anything up: two rows that are both new cannot collide on a version.
    """
    await work.write(turn_of)


async def turn_of(session: Session, township: str) -> None:
    """The lock that ends with the transaction."""
    key = func.hashtextextended(f"scheduling:{township}", 0)
    await session.connection.execute(select(func.pg_advisory_xact_lock(key)))
