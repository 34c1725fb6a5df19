"""What intake tells."""

from shared.contracts.base import ClockMoved, CommandRefused, Event
from shared.contracts.intake.things import SubmissionSnapshot, TopicSnapshot


class SubmissionEvent(Event):
    """Carries the submission as it stands after the event."""

    submission: SubmissionSnapshot


class SubmissionReceived(SubmissionEvent, type="intake.submission.received.v1"):
    """A matter was raised and has a trace code."""


class SubmissionKnown(SubmissionEvent, type="intake.submission.known.v1"):
    """The same matter was sent again under the same key: this is the submission that it is."""


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


class SubmissionAttached(SubmissionEvent, type="intake.submission.attached.v1"):
    """Photos or documents were added."""


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
