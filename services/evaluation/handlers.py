"""The use cases of messages: the exceptions, and beside them the handlers that follow from the
subscriptions."""

from collections.abc import Mapping
from types import MappingProxyType

from services.evaluation.storage.tables import KINDS
from services.evaluation.use_cases.cast_vote import cast_vote, enter_paper_vote, follow_recusal, recuse
from services.evaluation.use_cases.count_anew import begin_to_count, count_anew
from services.evaluation.use_cases.end_ballot import call_off, end_ballot
from services.evaluation.use_cases.give_rating import give_rating
from services.evaluation.use_cases.open_ballot import open_ballot, open_by_itself
from services.evaluation.use_cases.publish_figures import publish_figures
from services.evaluation.use_cases.remind import remind
from services.evaluation.use_cases.take_on import take_on
from shared.kernel.journal.act import UseCase
from shared.kernel.journal.spreading import spreading
from shared.kernel.messages.base import Data
from shared.language.contracts.directory import NoticeTaken, RulesChanged
from shared.language.contracts.evaluation import (
    BallotDue,
    BallotWaitDue,
    CastVote,
    CountBallotsAnew,
    EnterPaperVote,
    GiveRating,
    OpenBallot,
    PublishFigures,
    RecuseFromBallot,
    RedactBallot,
)
from shared.language.contracts.handling import (
    ItemAnswered,
    ItemConfidentialityChanged,
    ItemEndedUnrated,
    ItemRedacted,
)
from shared.language.contracts.intake import (
    SubmissionAccepted,
    SubmissionConfidentialityLifted,
    SubmissionFastLaned,
    SubmissionMadeConfidential,
    TopicRecused,
)
from shared.language.contracts.registry import REGISTRY

SPREADS: tuple[type[Data], ...] = (
    RedactBallot,
    ItemRedacted,
    ItemConfidentialityChanged,
    SubmissionMadeConfidential,
    SubmissionConfidentialityLifted,
)
"""What takes words of its things back, or gives them out again."""

USE_CASES: Mapping[type[Data], UseCase] = MappingProxyType(
    {
        ItemAnswered: open_by_itself,
        ItemEndedUnrated: call_off,
        OpenBallot: open_ballot,
        RecuseFromBallot: recuse,
        TopicRecused: follow_recusal,
        CastVote: cast_vote,
        EnterPaperVote: enter_paper_vote,
        BallotWaitDue: remind,
        BallotDue: end_ballot,
        GiveRating: give_rating,
        SubmissionAccepted: take_on,
        SubmissionFastLaned: take_on,
        PublishFigures: publish_figures,
        RulesChanged: begin_to_count,
        NoticeTaken: begin_to_count,
        CountBallotsAnew: count_anew,
        **dict.fromkeys(SPREADS, spreading(KINDS, REGISTRY)),
    }
)
"""The use cases that need more than the thing and the message: everything that evaluation does."""
