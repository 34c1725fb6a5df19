"""The use case of each message: the messages that need one of their own, and those that their tables
decide."""

from collections.abc import Mapping

from services.intake.storage.tables import KINDS
from services.intake.use_cases.attach import attach
from services.intake.use_cases.bar import bar
from services.intake.use_cases.change_contact import change_contact
from services.intake.use_cases.collate import create_topic, drop_topic, merge_submissions, release_submissions
from services.intake.use_cases.count_anew import begin_to_count, count_anew
from services.intake.use_cases.erase import erase
from services.intake.use_cases.items import item_assigned, item_finished, item_has_news, item_is_another
from services.intake.use_cases.meetings import move_topics
from services.intake.use_cases.publishing import publish
from services.intake.use_cases.ratings import take_rating
from services.intake.use_cases.split import split
from services.intake.use_cases.submit import submit
from services.intake.use_cases.support import support
from services.intake.use_cases.triaging import decide, edit
from shared.kernel.journal.act import UseCase
from shared.kernel.journal.spreading import spreading
from shared.kernel.messages.base import Data
from shared.language.contracts import directory, evaluation, handling, intake, scheduling
from shared.language.contracts.registry import REGISTRY

REDACTIONS: tuple[type[Data], ...] = (
    intake.RedactSubmission,
    intake.RedactTopic,
    intake.MakeConfidential,
    scheduling.MeetingRedacted,
    scheduling.VisitRedacted,
    handling.ItemRedacted,
)
"""What takes words of its things back: their own, and what others took back of theirs."""

USE_CASES: Mapping[type[Data], UseCase] = {
    intake.SubmitSubmission: submit,
    intake.AcceptSubmission: decide,
    intake.RejectSubmission: decide,
    intake.ReclassifySubmission: decide,
    intake.FastLaneSubmission: decide,
    intake.PublishSubmission: publish,
    intake.SplitSubmission: split,
    intake.AttachToSubmission: attach,
    intake.EditSubmission: edit,
    intake.ChangeContact: change_contact,
    intake.BarRaiser: bar,
    intake.EraseSubmission: erase,
    intake.RetentionOver: erase,
    intake.SupportSubmission: support,
    intake.WithdrawSupport: support,
    intake.CreateTopic: create_topic,
    intake.MergeSubmissions: merge_submissions,
    intake.ReleaseSubmissions: release_submissions,
    intake.DropTopic: drop_topic,
    scheduling.MeetingRequested: move_topics,
    scheduling.MeetingCalled: move_topics,
    scheduling.MeetingMissed: move_topics,
    scheduling.MeetingDeclined: move_topics,
    scheduling.MeetingCancelled: move_topics,
    scheduling.MeetingFrozen: move_topics,
    scheduling.MeetingHeld: move_topics,
    handling.ItemAssigned: item_assigned,
    handling.ItemAnswered: item_has_news,
    handling.ItemSatisfied: item_finished,
    handling.ItemDecided: item_finished,
    handling.ItemEndedUnrated: item_finished,
    handling.ItemArchived: item_finished,
    handling.ItemExtended: item_has_news,
    handling.ItemExtensionRefused: item_has_news,
    handling.ItemExtensionUndecided: item_has_news,
    handling.ItemDecisionCorrected: item_has_news,
    handling.ItemAnswerCorrected: item_has_news,
    handling.ItemPublicationChanged: item_has_news,
    handling.ItemAssignmentCorrected: item_is_another,
    handling.ItemReopened: item_has_news,
    handling.ItemReturned: item_has_news,
    evaluation.RatingGiven: take_rating,
    directory.RulesChanged: begin_to_count,
    directory.NoticeTaken: begin_to_count,
    intake.CountSubmissionsAnew: count_anew,
    **dict.fromkeys(REDACTIONS, spreading(KINDS, REGISTRY)),
}
"""Messages that concern several things, need facts, or write beside the thing."""
