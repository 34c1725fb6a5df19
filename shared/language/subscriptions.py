"""The subscriptions: for each consumer and producer the events it is subscribed to, by name. Data.

A consumer that needs a thing as it stands now hears all its events, or its copy would be stale: these events
are a list of their own, to which a new one is added once. A consumer that only reacts names single events.
``tests/repo/who_hears_what.txt`` spells the same out for each pair.
"""

from collections.abc import Mapping
from types import MappingProxyType

from shared.kernel.messages.base import Event
from shared.language.contracts import directory, evaluation, handling, intake, scheduling

CONSOLE = "console"
"""The one consumer that owns nothing: it only hears."""

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
    scheduling.MeetingOtherTimeProposed,
    scheduling.MeetingDeclined,
    scheduling.MeetingCancelled,
    scheduling.MeetingConvened,
    scheduling.MeetingFrozen,
    scheduling.MeetingHeld,
    scheduling.MinutesDrafted,
    scheduling.MinutesConfirmed,
    scheduling.MinutesPublished,
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
    handling.ItemDueMoved,
    handling.ItemDueConfirmed,
)
PROMISE: Events = (
    handling.PromiseMade,
    handling.PromiseFulfilled,
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

_FACTS_OF_INTAKE: Events = (intake.SubmissionReceived, *SUBMISSION_AFTERWARDS, *TOPIC)
"""Without ``SubmissionKnown``, which only tells the sender of a command the present state."""

_INTAKE: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "scheduling": (
        scheduling.MeetingRequested,
        scheduling.MeetingDeclined,
        scheduling.MeetingCancelled,
        scheduling.MeetingFrozen,
        scheduling.MeetingHeld,
    ),
    "handling": (
        handling.ItemAssigned,
        handling.ItemAnswered,
        handling.ItemSatisfied,
        handling.ItemReferredToCongress,
        handling.ItemArchived,
    ),
}
_SCHEDULING: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "intake": _FACTS_OF_INTAKE,
    "handling": (*ITEM, *PROMISE, *PROJECT),
}
_HANDLING: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "intake": (
        intake.SubmissionAccepted,
        intake.SubmissionMerged,
        intake.SubmissionReleased,
        intake.SubmissionReturned,
        intake.SubmissionFastLaned,
    ),
    "scheduling": (scheduling.MinutesPublished,),
    "evaluation": (evaluation.BallotOpened, evaluation.BallotClosed),
}
_EVALUATION: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "intake": _FACTS_OF_INTAKE,
    "scheduling": (*MEETING, *VISIT),
    "handling": (*ITEM, *PROMISE),
}
_CONSOLE: Mapping[str, Events] = {
    "directory": (*TOWNSHIP, directory.DirectoryCommandRefused),
    "intake": (
        intake.SubmissionReceived,
        intake.SubmissionKnown,
        *SUBMISSION_AFTERWARDS,
        intake.RaiserBarred,
        *TOPIC,
        intake.IntakeCommandRefused,
        intake.IntakeClockMoved,
    ),
    "scheduling": (*MEETING, *VISIT, scheduling.SchedulingCommandRefused),
    "handling": (*ITEM, *PROMISE, *PROJECT, handling.HandlingCommandRefused),
    "evaluation": (
        *BALLOT,
        evaluation.RatingGiven,
        evaluation.AlarmRaised,
        evaluation.FiguresPublished,
        evaluation.EvaluationCommandRefused,
    ),
}
"""All that is public; of the story clocks, which move together, one is enough to know its "today"."""

SUBSCRIPTIONS: Mapping[str, Mapping[str, Events]] = MappingProxyType(
    {
        "directory": MappingProxyType({}),
        "intake": MappingProxyType(_INTAKE),
        "scheduling": MappingProxyType(_SCHEDULING),
        "handling": MappingProxyType(_HANDLING),
        "evaluation": MappingProxyType(_EVALUATION),
        CONSOLE: MappingProxyType(_CONSOLE),
    }
)
"""consumer → producer → the events it wants. A service's own timers come to it by its own exchange as
well."""
