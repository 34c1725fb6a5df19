"""The subscriptions: for each consumer and producer the events it is subscribed to, by name. Data.

A consumer that needs a thing as it stands now hears all its events, or its copy would be stale: these events
are lists of their own (``news``), to which a new one is added once. A consumer that only reacts names single
events.
``tests/repo/who_hears_what.txt`` spells the same out for each pair.
"""

from collections.abc import Mapping
from types import MappingProxyType

from shared.language.contracts import evaluation, handling, intake, scheduling
from shared.language.news import (
    BALLOT,
    ITEM,
    MEETING,
    PROJECT,
    PROMISE,
    SIGNING_KEY,
    SUBMISSION_AFTERWARDS,
    TOPIC,
    TOWNSHIP,
    VISIT,
    Events,
)

CONSOLE = "console"
"""Everybody's pages: it owns nothing and hears what is public."""
DESK = "desk"
"""The staff's pages: they own nothing and hear everything whole."""

_FACTS_OF_INTAKE: Events = (intake.SubmissionReceived, *SUBMISSION_AFTERWARDS, *TOPIC)
"""Without ``SubmissionKnown``, which only tells the sender of a command the present state."""

_INTAKE: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "identity": SIGNING_KEY,
    "scheduling": (
        scheduling.MeetingRequested,
        scheduling.MeetingCalled,
        scheduling.MeetingDeclined,
        scheduling.MeetingCancelled,
        scheduling.MeetingMissed,
        scheduling.MeetingFrozen,
        scheduling.MeetingHeld,
        scheduling.MeetingRedacted,
        *VISIT,
    ),
    "handling": (
        handling.ItemAssigned,
        handling.ItemAnswered,
        handling.ItemSatisfied,
        handling.ItemEndedUnrated,
        handling.ItemDecided,
        handling.ItemExtended,
        handling.ItemExtensionRefused,
        handling.ItemExtensionUndecided,
        handling.ItemDecisionCorrected,
        handling.ItemAnswerCorrected,
        handling.ItemPublicationChanged,
        handling.ItemAssignmentCorrected,
        handling.ItemArchived,
        handling.ItemReopened,
        handling.ItemReturned,
        handling.ItemRedacted,
    ),
    "evaluation": (evaluation.RatingGiven,),
}
_SCHEDULING: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "identity": SIGNING_KEY,
    "intake": _FACTS_OF_INTAKE,
    "handling": (*ITEM, *PROMISE, *PROJECT),
}
_HANDLING: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "identity": SIGNING_KEY,
    "intake": (
        intake.SubmissionAccepted,
        intake.SubmissionMerged,
        intake.SubmissionReleased,
        intake.SubmissionReturned,
        intake.SubmissionFastLaned,
        intake.SubmissionReclassified,
        intake.SubmissionRejected,
        intake.SubmissionForwarded,
        intake.SubmissionWithdrawn,
        intake.SubmissionSplit,
        intake.SubmissionReopened,
        intake.SubmissionRedacted,
        intake.SubmissionMadeConfidential,
        intake.SubmissionConfidentialityLifted,
        *TOPIC,
    ),
    "scheduling": (
        scheduling.MinutesPublished,
        scheduling.OutcomeCorrected,
        scheduling.MeetingRedacted,
        *VISIT,
    ),
    "evaluation": (evaluation.BallotOpened, evaluation.BallotClosed, evaluation.RatingGiven),
}
_EVALUATION: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "identity": SIGNING_KEY,
    "intake": _FACTS_OF_INTAKE,
    "scheduling": (*MEETING, *VISIT),
    "handling": (*ITEM, *PROMISE),
}
_CONSOLE: Mapping[str, Events] = {
    "directory": TOWNSHIP,
    "intake": (
        intake.SubmissionReceived,
        intake.SubmissionKnown,
        *SUBMISSION_AFTERWARDS,
        intake.RaiserBarred,
        *TOPIC,
        intake.IntakeClockMoved,
    ),
    "scheduling": (*MEETING, *VISIT),
    "handling": (*ITEM, *PROMISE, *PROJECT),
    "evaluation": (
        *BALLOT,
        evaluation.RatingGiven,
        evaluation.RatingConfidentialityChanged,
        evaluation.AlarmRaised,
        evaluation.AlarmMadeConfidential,
        evaluation.FiguresPublished,
    ),
}
"""All that is told of things; of the story clocks, which move together, one is enough to know its "today"."""

SUBSCRIPTIONS: Mapping[str, Mapping[str, Events]] = MappingProxyType(
    {
        "directory": MappingProxyType({"identity": SIGNING_KEY}),
        "intake": MappingProxyType(_INTAKE),
        "scheduling": MappingProxyType(_SCHEDULING),
        "handling": MappingProxyType(_HANDLING),
        "evaluation": MappingProxyType(_EVALUATION),
        "identity": MappingProxyType({"directory": TOWNSHIP}),
        CONSOLE: MappingProxyType(_CONSOLE),
        DESK: MappingProxyType(_CONSOLE),
    }
)
"""consumer → producer → the events it wants. A service's own timers come to it by its own exchange as
well."""
