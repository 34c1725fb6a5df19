"""Reading the secret votes."""

from sqlalchemy import exists, select

from services.evaluation.domain.ballot.vote import Vote
from services.evaluation.storage.tables import VOTES
from shared.kernel.store.session import Session


async def votes_of(session: Session, township: str, ballot_id: str) -> tuple[Vote, ...]:
    """All votes of a ballot, by voter."""
    columns = (VOTES.c.voter, VOTES.c.process, VOTES.c.result, VOTES.c.reason, VOTES.c.cast_at)
    rows = await session.connection.execute(
        select(*columns)
        .where(VOTES.c.tenant == township, VOTES.c.ballot_id == ballot_id)
        .order_by(VOTES.c.voter)
    )
    return tuple(Vote(*row) for row in rows)


async def has_voted(session: Session, township: str, ballot_id: str, voter: str) -> bool:
    """Whether that deputy has voted."""
    row = exists().where(VOTES.c.tenant == township, VOTES.c.ballot_id == ballot_id, VOTES.c.voter == voter)
    return bool(await session.connection.scalar(select(row)))
