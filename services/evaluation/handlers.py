"""Which use case handles which message: exactly the commands, timers and subscribed events of evaluation."""

from collections.abc import Mapping
from types import MappingProxyType

from services.evaluation.use_cases.cast_vote import cast_vote
from services.evaluation.use_cases.end_ballot import end_ballot
from services.evaluation.use_cases.give_rating import give_rating
from services.evaluation.use_cases.open_ballot import open_ballot
from services.evaluation.use_cases.publish_figures import publish_figures
from shared.contracts.base import Data
from shared.contracts.evaluation import BallotDue, CastVote, GiveRating, OpenBallot, PublishFigures
from shared.journal.act import UseCase, learn
from shared.messaging.topology import SUBSCRIPTIONS

HANDLERS: Mapping[type[Data], UseCase] = MappingProxyType(
    {
        OpenBallot: open_ballot,
        CastVote: cast_vote,
        BallotDue: end_ballot,
        GiveRating: give_rating,
        PublishFigures: publish_figures,
        # Others' facts are kept for the guards and the figures; nothing follows from one of them here.
        **{event: learn for events in SUBSCRIPTIONS["evaluation"].values() for event in events},
    }
)
