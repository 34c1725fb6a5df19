"""Redacting a ballot (代表评): words that must not be public go out of it, as they do out of
its item."""

from services.evaluation.domain.ballot.ballot import STATES, Ballot
from shared.language.behaviour import Clause
from shared.language.contracts import evaluation, handling
from shared.language.redacting import redacting

REDACTING: tuple[Clause[Ballot], ...] = redacting(
    evaluation.BallotSnapshot,
    STATES,
    evaluation.RedactBallot,
    evaluation.BallotRedacted,
    heard=(handling.ItemRedacted,),
)
