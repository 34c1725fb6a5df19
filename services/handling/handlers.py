"""Which use case handles which message; ``USE_CASES`` need more than their thing and its table."""

from collections.abc import Mapping

from services.handling.storage.tables import KINDS
from services.handling.use_cases.answer import answer_fast_lane, publish_answer
from services.handling.use_cases.assign import (
    assign_directly,
    assign_finding,
    assign_item,
    open_fast_lane,
)
from services.handling.use_cases.ballots import take_ballot
from services.handling.use_cases.correct import correct_answer, correct_assignment
from services.handling.use_cases.count_anew import begin_to_count, count_anew
from services.handling.use_cases.decide import decide
from services.handling.use_cases.objections import decide_publication, object_to_publication
from services.handling.use_cases.ratings import take_rating
from services.handling.use_cases.recuse import recuse
from services.handling.use_cases.visits import take_promises
from shared.kernel.journal.act import UseCase
from shared.kernel.journal.spreading import spreading
from shared.kernel.messages.base import Data
from shared.language.contracts import directory, evaluation, handling, intake, scheduling
from shared.language.contracts.registry import REGISTRY

REDACTIONS: tuple[type[Data], ...] = (
    handling.RedactItem,
    handling.RedactPromise,
    handling.RedactProject,
    intake.SubmissionRedacted,
    intake.SubmissionMadeConfidential,
    intake.SubmissionConfidentialityLifted,
    intake.TopicRedacted,
    scheduling.MeetingRedacted,
    scheduling.VisitRedacted,
)
"""What takes words of its things back, or gives them out again: their own, and what others did of theirs."""

USE_CASES: Mapping[type[Data], UseCase] = {
    handling.AssignItem: assign_item,
    handling.AssignFinding: assign_finding,
    handling.AssignDirectly: assign_directly,
    handling.PublishAnswer: publish_answer,
    handling.CorrectAnswer: correct_answer,
    handling.CorrectAssignment: correct_assignment,
    handling.ObjectToPublication: object_to_publication,
    handling.DecidePublication: decide_publication,
    handling.RecordDecision: decide,
    handling.CorrectDecision: decide,
    handling.AnswerFastLane: answer_fast_lane,
    intake.SubmissionFastLaned: open_fast_lane,
    evaluation.BallotOpened: take_ballot,
    evaluation.BallotClosed: take_ballot,
    evaluation.RatingGiven: take_rating,
    intake.TopicRecused: recuse,
    intake.TopicItemAssigned: recuse,
    scheduling.VisitCompleted: take_promises,
    directory.RulesChanged: begin_to_count,
    directory.NoticeTaken: begin_to_count,
    handling.CountItemsAnew: count_anew,
    **dict.fromkeys(REDACTIONS, spreading(KINDS, REGISTRY)),
}
