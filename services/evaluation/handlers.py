"""The use cases of messages: the exceptions, and beside them the handlers that follow from the
subscriptions."""

from collections.abc import Mapping
from types import MappingProxyType

from services.evaluation.use_cases.cast_vote import cast_vote
from services.evaluation.use_cases.end_ballot import end_ballot
from services.evaluation.use_cases.give_rating import give_rating
from services.evaluation.use_cases.open_ballot import open_ballot
from services.evaluation.use_cases.publish_figures import publish_figures
from shared.kernel.journal.act import UseCase
from shared.kernel.messages.base import Data
from shared.language.contracts.evaluation import BallotDue, CastVote, GiveRating, OpenBallot, PublishFigures

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {
        OpenBallot: open_ballot,
        CastVote: cast_vote,
        BallotDue: end_ballot,
        GiveRating: give_rating,
        PublishFigures: publish_figures,
    }
)
"""The use cases that need more than the thing and the message: everything that evaluation does."""
