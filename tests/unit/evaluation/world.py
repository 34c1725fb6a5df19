"""Evaluation's world: its secret votes are rows of its memory."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from services.evaluation.app import SERVICE
from services.evaluation.domain.ballot.ballot import Ballot
from services.evaluation.domain.ballot.vote import Vote
from services.evaluation.domain.ballot.voting import VotingFacts
from services.evaluation.storage.tables import BALLOT, ROLL, VOTES
from services.evaluation.storage.votes import on_the_roll, unlink, votes_of
from shared.kernel.service.service import Service
from shared.language.contracts.evaluation import BallotOpened
from shared.language.contracts.handling import ItemAnswered, ItemSnapshot
from tests.support.world import World, at
from tests.unit.evaluation.builders import OPENED_AT, item


@dataclass
class EvaluationWorld(World):
    """Ballots, ratings and alarms of one township."""

    service: Service = field(default=SERVICE, kw_only=True)

    def __post_init__(self) -> None:
        self.answer(votes_of, self.votes)
        self.answer(on_the_roll, self.roll)
        self.answer(unlink, lambda ballot_id: None)

    def opens(self, when: str | datetime = OPENED_AT, on: ItemSnapshot | None = None) -> str:
        """The answer to an item is public; the id of the ballot that opens by itself."""
        self.advance(at(when) if isinstance(when, str) else when)
        before = len(self.events)
        self.hears(when, ItemAnswered(item=on or item()))
        (opened,) = self.events[before:]
        assert isinstance(opened, BallotOpened)
        return opened.ballot.ballot_id

    def ballot(self, id: str) -> Ballot:
        """The ballot of that id."""
        ballot: Ballot = self.things[BALLOT.name, id]
        return ballot

    def votes(self, ballot_id: str) -> tuple[Vote, ...]:
        """All votes of a ballot."""
        return tuple(
            Vote(row["process"], row["result"], row["reason"]) for row in self._of(VOTES.name, ballot_id)
        )

    def roll(self, ballot_id: str, voter: str, paper: str | None = None) -> VotingFacts:
        """Whether that deputy has voted, and whether that paper was entered."""
        rows = self._of(ROLL.name, ballot_id)
        return VotingFacts(
            has_voted=any(row["voter"] == voter for row in rows),
            paper_entered=paper is not None and any(row["paper"] == paper for row in rows),
        )

    def _of(self, table: str, ballot_id: str) -> list[dict[str, Any]]:
        return [row for row in self.rows if (row["table"], row.get("ballot_id")) == (table, ballot_id)]
