"""Reading the secret votes, and the roll of those who have voted."""

from sqlalchemy import select

from services.evaluation.domain.ballot.vote import Vote
from services.evaluation.domain.ballot.voting import VotingFacts
from services.evaluation.storage.tables import ROLL, VOTES
from shared.kernel.store.session import Session
from shared.language.contracts.evaluation import CastVote, EnterPaperVote

_SHUFFLE = (
    "UPDATE votes SET id = gen_random_uuid()::text FROM ("
    "SELECT id FROM votes WHERE tenant = $1 AND ballot_id = $2 ORDER BY random() FOR UPDATE) AS chosen "
    "WHERE tenant = $1 AND ballot_id = $2 AND votes.id = chosen.id"
)
_FORGET = (
    "UPDATE inbox SET digest = NULL WHERE tenant = $1 AND type = ANY ($2::text[]) AND digest IS NOT NULL"
)
"""There are few ways to vote, and each could be tried."""


async def votes_of(session: Session, township: str, ballot_id: str) -> tuple[Vote, ...]:
    """All votes of a ballot, in no order that says anything."""
    rows = await session.connection.execute(
        select(VOTES.c.process, VOTES.c.result, VOTES.c.reason)
        .where(VOTES.c.tenant == township, VOTES.c.ballot_id == ballot_id)
        .order_by(VOTES.c.id)
    )
    return tuple(Vote(*row) for row in rows)


async def on_the_roll(
    session: Session, township: str, ballot_id: str, voter: str, paper: str | None = None
) -> VotingFacts:
    """Whether that deputy has voted, and whether that paper has been entered."""
    rows = await session.connection.execute(
        select(ROLL.c.voter, ROLL.c.paper).where(
            ROLL.c.tenant == township,
            ROLL.c.ballot_id == ballot_id,
            (ROLL.c.voter == voter) | (ROLL.c.paper == paper),
        )
    )
    found = tuple(rows)
    return VotingFacts(
        has_voted=any(row[0] == voter for row in found),
        paper_entered=paper is not None and any(row[1] == paper for row in found),
    )


async def unlink(session: Session, township: str, ballot_id: str) -> None:
    """Write the votes of a ballot anew, in another order and all at once: the database itself no longer
    knows which came with which row of the roll. Of the messages that brought them nothing is left to try."""
    await session.fetch(_SHUFFLE, township, ballot_id)
    await session.fetch(_FORGET, township, [CastVote.type, EnterPaperVote.type])
