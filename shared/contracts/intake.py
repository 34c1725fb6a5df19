"""Intake: submissions (群众意见) and topics (议题)."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from shared.contracts.base import (
    ClockMoved,
    Code,
    Command,
    CommandRefused,
    Contract,
    Event,
    Id,
    Instant,
    Line,
    MoveClock,
    Prose,
    Said,
)

Latitude = Annotated[Decimal, Field(ge=-90, le=90, decimal_places=7)]
Longitude = Annotated[Decimal, Field(ge=-180, le=180, decimal_places=7)]
Submissions = Annotated[tuple[Id, ...], Field(max_length=500)]


class Contact(Contract):
    """How to reach the raiser. Kept apart from the submission and never published."""

    name: Line | None = None
    phone: Line | None = None


class RaiserAnswer(Contract):
    """What one raiser was told about one item, in one round."""

    item_id: Id
    round: int
    result_class: Code
    text: Prose
    at: Instant


class SubmissionSnapshot(Contract):
    """A submission as everybody may see it; phone and identity numbers in its text are masked."""

    submission_id: Id
    trace_code: str
    state: Code
    channel: Code
    title: Line
    text: Prose
    submitted_at: Instant
    entered_by: Id | None = None
    """The deputy or clerk who entered it on the raiser's behalf."""
    village: Code | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    category: Code | None = None
    topic_id: Id | None = None
    item_id: Id | None = None
    """The latest item that deals with it."""
    department: Code | None = None
    accepted_at: Instant | None = None
    refused_reason: Code | None = None
    refused_where_to_go: Prose | None = None
    answers: tuple[RaiserAnswer, ...] = ()
    closed_at: Instant | None = None


class TopicSnapshot(Contract):
    """A topic: what several submissions have in common, put to a meeting."""

    topic_id: Id
    state: Code
    title: Line
    text: Prose
    origin: Code
    """``deputy`` (代表出题) or ``government`` (政府点题)."""
    lead_id: Id
    co_signers: tuple[Id, ...] = ()
    submission_ids: tuple[Id, ...] = ()
    project_id: Id | None = None
    meeting_id: Id | None = None
    item_ids: tuple[Id, ...] = ()
    closed_item_ids: tuple[Id, ...] = ()
    created_at: Instant
    dropped_reason: Prose | None = None


# --- commands -------------------------------------------------------------------------------------------------


class SubmitSubmission(Command, type="intake.submission.submit.v1"):
    """Raise a matter. Citizens, and deputies or clerks on a citizen's behalf."""

    text: Said
    channel: Code
    title: Line = ""
    village: Code | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    contact: Contact | None = None


class AcceptSubmission(Command, type="intake.submission.accept.v1"):
    """The office takes the matter on."""

    submission_id: Id
    category: Code | None = None


class RejectSubmission(Command, type="intake.submission.reject.v1"):
    """The office refuses an inadmissible matter, with the legal reason; where to go instead follows from it."""

    submission_id: Id
    reason_code: Code


class FastLaneSubmission(Command, type="intake.submission.fast_lane.v1"):
    """A small matter (小事直办) goes straight to a department."""

    submission_id: Id
    department: Code
    title: Line = ""


class WithdrawSubmission(Command, type="intake.submission.withdraw.v1"):
    """The raiser takes the matter back; the trace code is the proof."""

    submission_id: Id
    trace_code: Line


class CreateTopic(Command, type="intake.topic.create.v1"):
    """A deputy collates submissions into a topic, or the government sets one."""

    title: Annotated[Line, Field(min_length=1)]
    text: Prose = ""
    co_signers: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    submission_ids: Submissions = ()
    project_id: Id | None = None


class MergeSubmissions(Command, type="intake.topic.merge.v1"):
    """Put more submissions into a topic."""

    topic_id: Id
    submission_ids: Annotated[Submissions, Field(min_length=1)]


class ProposeTopic(Command, type="intake.topic.propose.v1"):
    """The topic is ready to be met about."""

    topic_id: Id


class DropTopic(Command, type="intake.topic.drop.v1"):
    """Give the topic up, with a reason; its submissions are free for another one."""

    topic_id: Id
    reason: Said


class MoveIntakeClock(MoveClock, type="intake.clock.move.v1"):
    """Move intake's story clock."""


# --- events ---------------------------------------------------------------------------------------------------


class SubmissionEvent(Event):
    """Carries the submission as it stands after the event."""

    submission: SubmissionSnapshot


class SubmissionReceived(SubmissionEvent, type="intake.submission.received.v1"):
    """A matter was raised and has a trace code."""


class SubmissionAccepted(SubmissionEvent, type="intake.submission.accepted.v1"):
    """The office took it on."""


class SubmissionRejected(SubmissionEvent, type="intake.submission.rejected.v1"):
    """Refused with a reason and where to go: the raiser is answered."""


class SubmissionFastLaned(SubmissionEvent, type="intake.submission.fast_laned.v1"):
    """Sent straight to a department."""


class SubmissionMerged(SubmissionEvent, type="intake.submission.merged.v1"):
    """Now part of a topic."""


class SubmissionReleased(SubmissionEvent, type="intake.submission.released.v1"):
    """Its topic was dropped; it waits for another."""


class SubmissionItemAssigned(SubmissionEvent, type="intake.submission.item_assigned.v1"):
    """An item deals with it."""


class SubmissionItemClosed(SubmissionEvent, type="intake.submission.item_closed.v1"):
    """One of its items is finished, others are not."""


class SubmissionAnswered(SubmissionEvent, type="intake.submission.answered.v1"):
    """This raiser has an answer of their own."""


class SubmissionClosed(SubmissionEvent, type="intake.submission.closed.v1"):
    """All items that dealt with it are finished."""


class SubmissionWithdrawn(SubmissionEvent, type="intake.submission.withdrawn.v1"):
    """Taken back by the raiser."""


class TopicEvent(Event):
    """Carries the topic as it stands after the event."""

    topic: TopicSnapshot


class TopicCreated(TopicEvent, type="intake.topic.created.v1"):
    """A topic exists and collects."""


class TopicMerged(TopicEvent, type="intake.topic.merged.v1"):
    """More submissions belong to it."""


class TopicProposed(TopicEvent, type="intake.topic.proposed.v1"):
    """Ready for a meeting."""


class TopicMeetingRequested(TopicEvent, type="intake.topic.meeting_requested.v1"):
    """A meeting on demand was asked for about it."""


class TopicMeetingFellThrough(TopicEvent, type="intake.topic.meeting_fell_through.v1"):
    """Its meeting was declined or cancelled; it is open to another one."""


class TopicScheduled(TopicEvent, type="intake.topic.scheduled.v1"):
    """It stands on a frozen agenda."""


class TopicDiscussed(TopicEvent, type="intake.topic.discussed.v1"):
    """It was dealt with in a meeting."""


class TopicItemAssigned(TopicEvent, type="intake.topic.item_assigned.v1"):
    """An item that came of it was assigned."""


class TopicItemClosed(TopicEvent, type="intake.topic.item_closed.v1"):
    """One of its items is finished, others are not."""


class TopicClosed(TopicEvent, type="intake.topic.closed.v1"):
    """All its items are finished."""


class TopicDropped(TopicEvent, type="intake.topic.dropped.v1"):
    """Given up, with a reason."""


class IntakeCommandRefused(CommandRefused, type="intake.command.refused.v1"):
    """Intake refused a command."""


class IntakeClockMoved(ClockMoved, type="intake.clock.moved.v1"):
    """Intake's story clock was moved."""
