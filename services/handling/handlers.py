"""Which use case handles which message: the commands, timers and subscribed events of handling, and nothing else."""

from services.handling.storage.tables import ITEM, PROJECT, PROMISE
from services.handling.use_cases.answer import answer_fast_lane, publish_answer
from services.handling.use_cases.assign import assign_item, open_fast_lane
from services.handling.use_cases.ballots import take_ballot
from shared.contracts import evaluation, handling, intake, scheduling
from shared.contracts.base import Data
from shared.journal.act import UseCase, acting_on, creating, learn

HANDLERS: dict[type[Data], UseCase] = {
    handling.AssignItem: assign_item,
    handling.AcknowledgeItem: acting_on(ITEM),
    handling.DeclineItem: acting_on(ITEM),
    handling.ConsentDecline: acting_on(ITEM),
    handling.RejectDecline: acting_on(ITEM),
    handling.RedesignateItem: acting_on(ITEM),
    handling.ReportProgress: acting_on(ITEM),
    handling.LogContact: acting_on(ITEM),
    handling.GiveCoOpinion: acting_on(ITEM),
    handling.RequestExtension: acting_on(ITEM),
    handling.ApproveExtension: acting_on(ITEM),
    handling.RefuseExtension: acting_on(ITEM),
    handling.InstructItem: acting_on(ITEM),
    handling.DraftAnswer: acting_on(ITEM),
    handling.SignOffAnswer: acting_on(ITEM),
    handling.ReturnAnswer: acting_on(ITEM),
    handling.PublishAnswer: publish_answer,
    handling.AnswerFastLane: answer_fast_lane,
    handling.FulfilPromise: acting_on(PROMISE),
    handling.PlanProject: creating(PROJECT),
    handling.ReportProject: acting_on(PROJECT),
    handling.ItemReminderDue: acting_on(ITEM),
    handling.ItemUrgeDue: acting_on(ITEM),
    handling.ItemEscalationDue: acting_on(ITEM),
    handling.ItemWatchdogDue: acting_on(ITEM),
    handling.PromiseDue: acting_on(PROMISE),
    intake.SubmissionAccepted: learn,
    intake.SubmissionMerged: learn,
    intake.SubmissionReleased: learn,
    intake.SubmissionReturned: learn,
    intake.SubmissionFastLaned: open_fast_lane,
    scheduling.MinutesPublished: learn,
    evaluation.BallotOpened: take_ballot,
    evaluation.BallotClosed: take_ballot,
}
