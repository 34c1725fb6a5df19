"""Which use case handles which message: the commands and subscribed events of intake, and nothing else."""

from services.intake.storage.tables import SUBMISSION, TOPIC
from services.intake.use_cases.attach import attach
from services.intake.use_cases.bar import bar
from services.intake.use_cases.change_contact import change_contact
from services.intake.use_cases.collate import create_topic, drop_topic, merge_submissions, release_submissions
from services.intake.use_cases.erase import erase
from services.intake.use_cases.items import item_answered, item_assigned, item_finished
from services.intake.use_cases.meetings import move_topics
from services.intake.use_cases.submit import submit
from services.intake.use_cases.support import support
from services.intake.use_cases.triaging import decide, edit
from shared.contracts import handling, intake, scheduling
from shared.contracts.base import Data
from shared.journal.act import UseCase, acting_on

HANDLERS: dict[type[Data], UseCase] = {
    intake.SubmitSubmission: submit,
    intake.AcceptSubmission: decide,
    intake.RejectSubmission: decide,
    intake.FastLaneSubmission: decide,
    intake.WithdrawSubmission: acting_on(SUBMISSION),
    intake.AttachToSubmission: attach,
    intake.EditSubmission: edit,
    intake.ChangeContact: change_contact,
    intake.AskRaiser: acting_on(SUBMISSION),
    intake.InformSubmission: acting_on(SUBMISSION),
    intake.QuestionDue: acting_on(SUBMISSION),
    intake.ForwardSubmission: acting_on(SUBMISSION),
    intake.RecordCountyAnswer: acting_on(SUBMISSION),
    intake.ReturnSubmission: acting_on(SUBMISSION),
    intake.CountyDue: acting_on(SUBMISSION),
    intake.BarRaiser: bar,
    intake.TellRaiser: acting_on(SUBMISSION),
    intake.EraseSubmission: erase,
    intake.RetentionOver: erase,
    intake.SupportSubmission: support,
    intake.WithdrawSupport: support,
    intake.CreateTopic: create_topic,
    intake.MergeSubmissions: merge_submissions,
    intake.ReleaseSubmissions: release_submissions,
    intake.AmendTopic: acting_on(TOPIC),
    intake.CoSignTopic: acting_on(TOPIC),
    intake.WithdrawCoSignature: acting_on(TOPIC),
    intake.HandOverTopic: acting_on(TOPIC),
    intake.RecuseDeputy: acting_on(TOPIC),
    intake.ThresholdReached: acting_on(TOPIC),
    intake.ProposeTopic: acting_on(TOPIC),
    intake.DropTopic: drop_topic,
    scheduling.MeetingRequested: move_topics,
    scheduling.MeetingDeclined: move_topics,
    scheduling.MeetingCancelled: move_topics,
    scheduling.MeetingFrozen: move_topics,
    scheduling.MeetingHeld: move_topics,
    handling.ItemAssigned: item_assigned,
    handling.ItemAnswered: item_answered,
    handling.ItemSatisfied: item_finished,
    handling.ItemReferredToCongress: item_finished,
    handling.ItemArchived: item_finished,
}
