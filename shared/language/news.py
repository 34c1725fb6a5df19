"""All the news of each thing: what a consumer hears that keeps a copy of it. Data.

A new event of a thing is added here, once; ``shared/language/subscriptions.py`` says who hears what.
"""

from shared.kernel.messages.base import Event
from shared.language.contracts import directory, evaluation, handling, intake, scheduling

Events = tuple[type[Event], ...]

SUBMISSION_AFTERWARDS: Events = (
    intake.SubmissionAccepted,
    intake.SubmissionRejected,
    intake.SubmissionAskedBack,
    intake.SubmissionInformed,
    intake.SubmissionQuestionLapsed,
    intake.SubmissionEdited,
    intake.SubmissionContactChanged,
    intake.SubmissionForwarded,
    intake.SubmissionForwardReminded,
    intake.SubmissionAnsweredByCounty,
    intake.SubmissionReturned,
    intake.SubmissionTold,
    intake.SubmissionErased,
    intake.SubmissionSupported,
    intake.SubmissionSupportWithdrawn,
    intake.SubmissionFastLaned,
    intake.SubmissionMerged,
    intake.SubmissionReleased,
    intake.SubmissionItemAssigned,
    intake.SubmissionItemClosed,
    intake.SubmissionAnswered,
    intake.SubmissionAnsweredThere,
    intake.SubmissionClosed,
    intake.SubmissionReclassified,
    intake.SubmissionReopened,
    intake.SubmissionReplyCorrected,
    intake.SubmissionPosted,
    intake.SubmissionAnsweredByWord,
    intake.SubmissionDoneAgain,
    intake.SubmissionHandedBack,
    intake.SubmissionAttached,
    intake.SubmissionAlarmed,
    intake.SubmissionReminded,
    intake.SubmissionWithdrawn,
    intake.SubmissionDueMoved,
    intake.SubmissionDueConfirmed,
)
"""All that happens to a submission once it has been received."""

TOPIC: Events = (
    intake.TopicCreated,
    intake.TopicMerged,
    intake.TopicReleased,
    intake.TopicAmended,
    intake.TopicCoSigned,
    intake.TopicCoSignatureWithdrawn,
    intake.TopicHandedOver,
    intake.TopicRecused,
    intake.TopicSupported,
    intake.TopicOverThreshold,
    intake.TopicProposed,
    intake.TopicMeetingRequested,
    intake.TopicMeetingFellThrough,
    intake.TopicScheduled,
    intake.TopicDiscussed,
    intake.TopicCarriedOver,
    intake.TopicReminded,
    intake.TopicItemAssigned,
    intake.TopicItemClosed,
    intake.TopicClosed,
    intake.TopicDropped,
)

MEETING: Events = (
    scheduling.MeetingPlanned,
    scheduling.MeetingRequested,
    scheduling.MeetingCalled,
    scheduling.MeetingOtherTimeProposed,
    scheduling.MeetingDeclined,
    scheduling.MeetingCancelled,
    scheduling.MeetingConvened,
    scheduling.MeetingMoved,
    scheduling.MeetingMissed,
    scheduling.DelegateNamed,
    scheduling.LeaveAsked,
    scheduling.MeetingFrozen,
    scheduling.MeetingHeld,
    scheduling.MinutesDrafted,
    scheduling.MinutesConfirmed,
    scheduling.MinutesSentBack,
    scheduling.MinutesPublished,
    scheduling.MinutesCorrected,
    scheduling.OutcomeCorrected,
    scheduling.AttendanceCorrected,
    scheduling.MeetingSeriesChanged,
    scheduling.OutcomeAssigned,
    scheduling.MeetingReminded,
    scheduling.MeetingDueMoved,
    scheduling.MeetingDueConfirmed,
)
VISIT: Events = (
    scheduling.VisitPlanned,
    scheduling.VisitCompleted,
    scheduling.VisitCancelled,
    scheduling.VisitReminded,
)

ITEM: Events = (
    handling.ItemAssigned,
    handling.ItemAcknowledged,
    handling.ItemDeclined,
    handling.ItemDeclineConsented,
    handling.ItemDeclineRejected,
    handling.ItemRedesignated,
    handling.ItemProgressed,
    handling.ItemContacted,
    handling.ItemCoOpinionGiven,
    handling.ItemExtensionRequested,
    handling.ItemExtended,
    handling.ItemExtensionRefused,
    handling.ItemInstructed,
    handling.ItemReminded,
    handling.ItemUrged,
    handling.ItemEscalated,
    handling.ItemStalled,
    handling.ItemDesignationOverdue,
    handling.ItemCoOpinionsOverdue,
    handling.ItemContactOverdue,
    handling.ItemAnswerDrafted,
    handling.ItemAnswerSigned,
    handling.ItemAnswerReturned,
    handling.ItemAnswered,
    handling.ItemRatingStarted,
    handling.ItemRatingLapsed,
    handling.ItemSatisfied,
    handling.ItemRedoOrdered,
    handling.ItemReferredToCongress,
    handling.ItemArchived,
    handling.ItemReopened,
    handling.ItemReturned,
    handling.ItemDueMoved,
    handling.ItemDueConfirmed,
)
PROMISE: Events = (
    handling.PromiseMade,
    handling.PromiseClaimed,
    handling.PromiseSentBack,
    handling.PromiseFulfilled,
    handling.PromiseChanged,
    handling.PromiseReviewed,
    handling.PromiseJudged,
    handling.PromiseOverdue,
    handling.PromiseReminded,
    handling.PromiseSuperseded,
)
PROJECT: Events = (handling.ProjectPlanned, handling.ProjectReported, handling.ProjectReminded)

BALLOT: Events = (
    evaluation.BallotOpened,
    evaluation.VoteRecorded,
    evaluation.BallotExtended,
    evaluation.BallotClosed,
    evaluation.BallotDueMoved,
    evaluation.BallotDueConfirmed,
)

TOWNSHIP: Events = (
    directory.TownshipAdded,
    directory.TownshipAmended,
    directory.RulesChanged,
    directory.NoticeTaken,
)
"""Everybody decides by their copy of the township."""
