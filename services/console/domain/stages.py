"""The six stages, and the stage that every public event belongs to. Data."""

from enum import StrEnum
from types import MappingProxyType

from shared.contracts import evaluation as e
from shared.contracts import handling as h
from shared.contracts import intake as i
from shared.contracts import scheduling as s
from shared.contracts.base import Event


class Stage(StrEnum):
    """互动提, 实地看, 座谈议, 政府办, 人大督, 代表评, in the order of the loop."""

    RAISE = "raise"
    VISIT = "visit"
    DISCUSS = "discuss"
    HANDLE = "handle"
    SUPERVISE = "supervise"
    RATE = "rate"


_EVENTS: tuple[tuple[Stage, tuple[type[Event], ...]], ...] = (
    (
        Stage.RAISE,
        (
            i.SubmissionReceived,
            i.SubmissionKnown,
            i.RaiserBarred,
            i.SubmissionErased,
            i.SubmissionSupported,
            i.SubmissionSupportWithdrawn,
            i.SubmissionEdited,
            i.SubmissionContactChanged,
            i.SubmissionAskedBack,
            i.SubmissionInformed,
            i.SubmissionQuestionLapsed,
            i.SubmissionAccepted,
            i.SubmissionRejected,
            i.SubmissionForwarded,
            i.SubmissionForwardReminded,
            i.SubmissionReturned,
            i.SubmissionAnsweredByCounty,
            i.SubmissionWithdrawn,
            i.SubmissionAttached,
            i.TopicDropped,
            i.SubmissionReleased,
            i.TopicCreated,
            i.SubmissionMerged,
            i.TopicMerged,
            i.TopicReleased,
            i.TopicAmended,
            i.TopicCoSigned,
            i.TopicCoSignatureWithdrawn,
            i.TopicHandedOver,
            i.TopicRecused,
            i.TopicSupported,
            i.TopicOverThreshold,
            i.TopicProposed,
            i.SubmissionFastLaned,
        ),
    ),
    (Stage.VISIT, (s.VisitPlanned, s.VisitCompleted, s.VisitCancelled)),
    (
        Stage.DISCUSS,
        (
            s.MeetingRequested,
            i.TopicMeetingRequested,
            i.TopicMeetingFellThrough,
            s.MeetingOtherTimeProposed,
            s.MeetingDeclined,
            s.MeetingPlanned,
            s.MeetingConvened,
            s.MeetingFrozen,
            i.TopicScheduled,
            s.MeetingCancelled,
            s.MeetingHeld,
            i.TopicDiscussed,
            s.MinutesDrafted,
            s.MinutesConfirmed,
            s.MinutesPublished,
        ),
    ),
    (
        Stage.HANDLE,
        (
            h.ProjectPlanned,
            h.ItemAssigned,
            i.TopicItemAssigned,
            h.ItemAcknowledged,
            h.ItemDeclined,
            h.ItemDeclineConsented,
            h.ItemDeclineRejected,
            h.ItemRedesignated,
            h.ItemCoOpinionGiven,
            h.ItemExtensionRequested,
            h.ItemExtended,
            h.ItemExtensionRefused,
            h.ItemContacted,
            h.ItemProgressed,
            h.ItemAnswerDrafted,
            h.ItemAnswerReturned,
            h.ItemAnswerSigned,
            h.ItemAnswered,
            i.SubmissionItemAssigned,
            i.SubmissionAnswered,
            i.SubmissionTold,
            h.PromiseMade,
            h.ItemArchived,
        ),
    ),
    (
        Stage.SUPERVISE,
        (
            h.ItemReminded,
            h.ItemUrged,
            h.ItemEscalated,
            h.ItemInstructed,
            h.ItemStalled,
            h.ProjectReported,
            h.PromiseOverdue,
            h.PromiseFulfilled,
        ),
    ),
    (
        Stage.RATE,
        (
            e.BallotOpened,
            h.ItemRatingStarted,
            e.RatingGiven,
            e.VoteRecorded,
            e.BallotExtended,
            e.BallotClosed,
            h.ItemRatingLapsed,
            h.ItemSatisfied,
            e.AlarmRaised,
            h.ItemRedoOrdered,
            h.ItemReferredToCongress,
            i.SubmissionClosed,
            i.SubmissionItemClosed,
            i.TopicItemClosed,
            i.TopicClosed,
            e.FiguresPublished,
        ),
    ),
)
"""In the order in which they follow from each other when they happen at the same moment."""

STAGE_OF: MappingProxyType[str, Stage] = MappingProxyType(
    {event.type: stage for stage, events in _EVENTS for event in events}
)
"""Event type → stage. Refused commands and moved clocks are no step of the loop and are not in it."""

RANK_OF: MappingProxyType[str, int] = MappingProxyType({type: rank for rank, type in enumerate(STAGE_OF)})
"""Event type → its place among events of the same moment."""
