"""Which use case handles which message; ``USE_CASES`` need more than their thing and its table."""

from collections.abc import Mapping

from services.handling.use_cases.answer import answer_fast_lane, publish_answer
from services.handling.use_cases.assign import assign_item, open_fast_lane
from services.handling.use_cases.ballots import take_ballot
from services.handling.use_cases.count_anew import begin_to_count, count_anew
from services.handling.use_cases.ratings import take_rating
from shared.kernel.journal.act import UseCase
from shared.kernel.messages.base import Data
from shared.language.contracts import directory, evaluation, handling, intake

USE_CASES: Mapping[type[Data], UseCase] = {
    handling.AssignItem: assign_item,
    handling.PublishAnswer: publish_answer,
    handling.AnswerFastLane: answer_fast_lane,
    intake.SubmissionFastLaned: open_fast_lane,
    evaluation.BallotOpened: take_ballot,
    evaluation.BallotClosed: take_ballot,
    evaluation.RatingGiven: take_rating,
    directory.RulesChanged: begin_to_count,
    directory.NoticeTaken: begin_to_count,
    handling.CountItemsAnew: count_anew,
}
