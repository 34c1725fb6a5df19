"""What intake tells."""

from shared.kernel.messages.base import ClockMoved, CommandRefused, Event, Id, Instant, Timer
from shared.language.contracts.intake.things import SubmissionSnapshot, TopicSnapshot, TriageSuggestion


class SubmissionEvent(Event):
    """Carries the submission as it stands after the event."""

    submission: SubmissionSnapshot


class SubmissionReceived(SubmissionEvent, type="intake.submission.received.v1"):
    """A matter was raised and has a trace code."""

    triage: TriageSuggestion | None = None


class SubmissionKnown(SubmissionEvent, type="intake.submission.known.v1"):
    """The same matter was sent again under the same key: this is the submission that it is."""


class SubmissionAccepted(SubmissionEvent, type="intake.submission.accepted.v1"):
    """The office took it on."""


class SubmissionRejected(SubmissionEvent, type="intake.submission.rejected.v1"):
    """Refused with a reason and where to go: the raiser is answered."""


class SubmissionAskedBack(SubmissionEvent, type="intake.submission.asked_back.v1"):
    """The raiser was asked for more; the matter waits for them."""


class SubmissionInformed(SubmissionEvent, type="intake.submission.informed.v1"):
    """The raiser has answered the question; the matter goes on."""


class SubmissionQuestionLapsed(SubmissionEvent, type="intake.submission.question_lapsed.v1"):
    """The raiser did not answer in time; the matter goes on with what is known."""


class SubmissionEdited(SubmissionEvent, type="intake.submission.edited.v1"):
    """The raiser put their words right."""

    triage: TriageSuggestion | None = None


class SubmissionContactChanged(SubmissionEvent, type="intake.submission.contact_changed.v1"):
    """The raiser is to be reached otherwise; how is in no event."""


class SubmissionForwarded(SubmissionEvent, type="intake.submission.forwarded.v1"):
    """Handed up to the county."""


class SubmissionForwardReminded(SubmissionEvent, type="intake.submission.forward_reminded.v1"):
    """The county owes an answer and was reminded."""


class SubmissionAnsweredByCounty(SubmissionEvent, type="intake.submission.county_answered.v1"):
    """The county answered and this raiser was told: it is finished."""


class SubmissionReturned(SubmissionEvent, type="intake.submission.returned.v1"):
    """The county gave it back."""


class SubmissionTold(SubmissionEvent, type="intake.submission.told.v1"):
    """The raiser has got the latest answer."""


class SubmissionErased(SubmissionEvent, type="intake.submission.erased.v1"):
    """Original words and contact are gone; this is the tombstone."""


class SubmissionSupported(SubmissionEvent, type="intake.submission.supported.v1"):
    """One more person says that it concerns them too."""


class SubmissionSupportWithdrawn(SubmissionEvent, type="intake.submission.support_withdrawn.v1"):
    """One person less."""


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


class RaiserBarred(Event, type="intake.raiser.barred.v1"):
    """Nothing more is taken from one raiser until then; who it is is in no event."""

    until: Instant


class TopicEvent(Event):
    """Carries the topic as it stands after the event."""

    topic: TopicSnapshot


class TopicCreated(TopicEvent, type="intake.topic.created.v1"):
    """A topic exists and collects."""


class TopicMerged(TopicEvent, type="intake.topic.merged.v1"):
    """More submissions belong to it."""


class TopicReleased(TopicEvent, type="intake.topic.released.v1"):
    """Submissions were taken out of it."""


class TopicAmended(TopicEvent, type="intake.topic.amended.v1"):
    """Its words have changed; the earlier ones are in ``text_changes``."""


class TopicCoSigned(TopicEvent, type="intake.topic.co_signed.v1"):
    """A deputy stands behind it."""


class TopicCoSignatureWithdrawn(TopicEvent, type="intake.topic.co_signature_withdrawn.v1"):
    """A deputy does not stand behind it any more."""


class TopicHandedOver(TopicEvent, type="intake.topic.handed_over.v1"):
    """Another deputy leads it."""


class TopicRecused(TopicEvent, type="intake.topic.recused.v1"):
    """A deputy keeps out of it."""


class TopicSupported(TopicEvent, type="intake.topic.supported.v1"):
    """More or fewer people support its submissions."""


class TopicOverThreshold(TopicEvent, type="intake.topic.over_threshold.v1"):
    """Enough stand behind it: a meeting may be asked for."""


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


class ThresholdReached(Timer, type="intake.topic.threshold_reached.v1"):
    """The last change took the topic over a threshold."""

    topic_id: Id


class RetentionOver(Timer, type="intake.submission.retention_over.v1"):
    """The time for which what leads to the raiser is kept after the end is over."""

    submission_id: Id


class QuestionDue(Timer, type="intake.submission.question_due.v1"):
    """The raiser's time to answer is over, for the question asked at ``asked_at``."""

    submission_id: Id
    asked_at: Instant


class CountyDue(Timer, type="intake.submission.county_due.v1"):
    """The county should have answered by now, what was forwarded at ``forwarded_at``."""

    submission_id: Id
    forwarded_at: Instant


class IntakeCommandRefused(CommandRefused, type="intake.command.refused.v1"):
    """Intake refused a command."""


class IntakeClockMoved(ClockMoved, type="intake.clock.moved.v1"):
    """Intake's story clock was moved."""
