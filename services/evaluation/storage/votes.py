"""Reading the secret votes."""

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.evaluation.domain.vote import Vote
from services.evaluation.storage.tables import VOTES


async def votes_of(connection: AsyncConnection, township: str, ballot_id: str) -> tuple[Vote, ...]:
    """All votes of a ballot, by voter."""
    columns = (VOTES.c.voter, VOTES.c.process, VOTES.c.result, VOTES.c.reason, VOTES.c.cast_at)
    rows = await connection.execute(
        select(*columns).where(VOTES.c.township == township, VOTES.c.ballot_id == ballot_id).order_by(VOTES.c.voter)
    )
    return tuple(Vote(*row) for row in rows)


async def has_voted(connection: AsyncConnection, township: str, ballot_id: str, voter: str) -> bool:
    """Whether that deputy has voted."""
    row = exists().where(VOTES.c.township == township, VOTES.c.ballot_id == ballot_id, VOTES.c.voter == voter)
    return bool(await connection.scalar(select(row)))
