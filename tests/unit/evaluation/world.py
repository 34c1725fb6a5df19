"""Evaluation's world: its secret votes are rows of its memory."""

from dataclasses import dataclass, field

from services.evaluation.app import SERVICE
from services.evaluation.domain.ballot.ballot import Ballot
from services.evaluation.domain.ballot.vote import Vote
from services.evaluation.storage.tables import BALLOT, VOTES
from services.evaluation.storage.votes import has_voted, votes_of
from shared.kernel.service.service import Service
from tests.support.world import World


@dataclass
class EvaluationWorld(World):
    """Ballots, ratings and alarms of one township."""

    service: Service = field(default=SERVICE, kw_only=True)

    def __post_init__(self) -> None:
        self.answer(votes_of, self.votes)
        self.answer(has_voted, lambda ballot_id, voter: voter in {v.voter for v in self.votes(ballot_id)})

    def ballot(self, id: str) -> Ballot:
        """The ballot of that id."""
        ballot: Ballot = self.things[BALLOT.name, id]
        return ballot

    def votes(self, ballot_id: str) -> tuple[Vote, ...]:
        """All votes of a ballot, by voter."""
        found = (row for row in self.rows if (row["table"], row.get("ballot_id")) == (VOTES.name, ballot_id))
        votes = (
            Vote(row["voter"], row["process"], row["result"], row["reason"], row["cast_at"]) for row in found
        )
        return tuple(sorted(votes, key=lambda vote: vote.voter))
