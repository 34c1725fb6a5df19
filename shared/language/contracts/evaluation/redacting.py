"""What is asked and told when words are struck out of a ballot."""

from shared.kernel.messages.base import Id
from shared.language.contracts.evaluation.events import BallotEvent
from shared.language.contracts.redacting import Redact


class RedactBallot(Redact, type="evaluation.ballot.redact.v1"):
    """The office strikes words out of what is public of a ballot, and of what names it."""

    ballot_id: Id


class BallotRedacted(BallotEvent, type="evaluation.ballot.redacted.v1"):
    """Words were struck out of the ballot. Which and why stays with the office."""
