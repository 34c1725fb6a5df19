"""The events that scheduling publishes."""

from shared.kernel.messages.base import (
    ClockMoved,
    CommandAccepted,
    CommandRefused,
    Event,
    Id,
    Timer,
)
from shared.kernel.messages.replays import ReplayEnded
from shared.language.contracts.deadlines import CountAnew, DeadlineMoved
from shared.language.contracts.redacting import struck_out
from shared.language.contracts.scheduling.things import MeetingSnapshot
from shared.language.contracts.scheduling.visit_things import VisitSnapshot


class MeetingEvent(Event):
    """Carries the meeting as it stands after the event."""

    meeting: MeetingSnapshot

    def struck_out(self) -> tuple[str, ...]:
        """What the office struck out of it."""
        return struck_out(self.meeting.redactions)


class MeetingPlanned(MeetingEvent, type="scheduling.meeting.planned.v1"):
    """The meeting has a day, planned by the office or agreed between deputy and head."""


class MeetingRequested(MeetingEvent, type="scheduling.meeting.requested.v1"):
    """A deputy or the office asked the head for a meeting."""


class MeetingCalled(MeetingEvent, type="scheduling.meeting.called.v1"):
    """The head called a meeting about one matter."""


class MeetingOtherTimeProposed(MeetingEvent, type="scheduling.meeting.other_time_proposed.v1"):
    """The head, or who asked for the meeting, proposed another day."""


class MeetingDeclined(MeetingEvent, type="scheduling.meeting.declined.v1"):
    """The head declined the meeting, with a reason."""


class MeetingCancelled(MeetingEvent, type="scheduling.meeting.cancelled.v1"):
    """Called off."""


class MeetingConvened(MeetingEvent, type="scheduling.meeting.convened.v1"):
    """Room, time and people are fixed."""


class MeetingMoved(MeetingEvent, type="scheduling.meeting.moved.v1"):
    """The meeting has another day, and is to be convened anew."""


class MeetingMissed(MeetingEvent, type="scheduling.meeting.missed.v1"):
    """The day came and no meeting; what was to be met about is open to another one."""


class DelegateNamed(MeetingEvent, type="scheduling.meeting.delegate_named.v1"):
    """A leader in charge meets the deputies in the head's place."""


class LeaveAsked(MeetingEvent, type="scheduling.meeting.leave_asked.v1"):
    """Somebody who is invited cannot come."""


class MeetingFrozen(MeetingEvent, type="scheduling.meeting.frozen.v1"):
    """The agenda is closed."""


class MeetingHeld(MeetingEvent, type="scheduling.meeting.held.v1"):
    """The meeting took place."""


class MinutesDrafted(MeetingEvent, type="scheduling.meeting.minutes_drafted.v1"):
    """The minutes have a draft."""


class MinutesConfirmed(MeetingEvent, type="scheduling.meeting.minutes_confirmed.v1"):
    """The minutes are confirmed."""


class MinutesSentBack(MeetingEvent, type="scheduling.meeting.minutes_sent_back.v1"):
    """Confirmed minutes are written anew."""


class MinutesPublished(MeetingEvent, type="scheduling.meeting.minutes_published.v1"):
    """The minutes are public and their outcomes can be assigned."""


class MinutesCorrected(MeetingEvent, type="scheduling.meeting.minutes_corrected.v1"):
    """Public minutes were put right; the earlier text is the last of the corrections."""


class OutcomeCorrected(MeetingEvent, type="scheduling.meeting.outcome_corrected.v1"):
    """The words of an outcome were put right."""


class AttendanceCorrected(MeetingEvent, type="scheduling.meeting.attendance_corrected.v1"):
    """Who was there was put right."""


class MeetingSeriesChanged(MeetingEvent, type="scheduling.meeting.series_changed.v1"):
    """Another day is planned for the next regular meeting after this one, or none any more."""


class OutcomeAssigned(MeetingEvent, type="scheduling.meeting.outcome_assigned.v1"):
    """An outcome of public minutes has its item."""


class MeetingReminded(MeetingEvent, type="scheduling.meeting.reminded.v1"):
    """Somebody has to act on the meeting; it says who, by when, and who hears of it."""


class MeetingDueMoved(MeetingEvent, type="scheduling.meeting.due_moved.v1"):
    """The day by which the head answers, or from which the agenda may be frozen, was counted anew and is
    another."""

    moved: DeadlineMoved


class MeetingDueConfirmed(MeetingEvent, type="scheduling.meeting.due_confirmed.v1"):
    """That day was counted anew and stands; what it follows from, or its certainty, is another."""


class VisitEvent(Event):
    """Carries the visit as it stands after the event."""

    visit: VisitSnapshot

    def struck_out(self) -> tuple[str, ...]:
        """What the office struck out of it."""
        return struck_out(self.visit.redactions)


class VisitPlanned(VisitEvent, type="scheduling.visit.planned.v1"):
    """A visit was planned."""


class VisitCompleted(VisitEvent, type="scheduling.visit.completed.v1"):
    """The visit took place, and its findings were reported."""


class VisitCancelled(VisitEvent, type="scheduling.visit.cancelled.v1"):
    """Called off."""


class VisitFindingSettled(VisitEvent, type="scheduling.visit.finding_settled.v1"):
    """A finding was answered, raised as a matter, assigned as an item, or set aside."""


class VisitDuplicateFound(VisitEvent, type="scheduling.visit.duplicate_found.v1"):
    """Two people settled one finding in the same moment: its matter is one too many."""


class VisitDuplicateOver(VisitEvent, type="scheduling.visit.duplicate_over.v1"):
    """The office has seen to the matter that was one too many."""


class VisitReminded(VisitEvent, type="scheduling.visit.reminded.v1"):
    """Somebody has to report on the visit or to settle what was found; it says who, by when, and who hears
    of it."""


class LookAtSeries(Timer, type="scheduling.series.look_at.v1"):
    """A regular meeting after this one was planned or called off."""

    meeting_id: Id


class MeetingWaitDue(Timer, type="scheduling.meeting.wait_due.v1"):
    """The next rung of the meeting's ladders is due."""

    meeting_id: Id


class VisitWaitDue(Timer, type="scheduling.visit.wait_due.v1"):
    """The next rung of the visit's ladder is due."""

    visit_id: Id


class CountMeetingsAnew(CountAnew, type="scheduling.meeting.count_anew.v1"):
    """Meetings that were asked for or convened count their days anew."""


class SchedulingCommandAccepted(CommandAccepted, type="scheduling.command.accepted.v1"):
    """Scheduling has carried out a command."""


class SchedulingCommandRefused(CommandRefused, type="scheduling.command.refused.v1"):
    """Scheduling refused a command."""


class SchedulingClockMoved(ClockMoved, type="scheduling.clock.moved.v1"):
    """Scheduling's story clock was moved."""


class SchedulingReplayEnded(ReplayEnded, type="scheduling.replay.ended.v1"):
    """All events of scheduling that a replay was to send are sent."""
