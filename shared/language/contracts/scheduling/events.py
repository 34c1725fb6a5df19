"""The events that scheduling publishes."""

from shared.kernel.messages.base import ClockMoved, CommandRefused, Event, Id, Timer
from shared.language.contracts.deadlines import CountAnew, DeadlineMoved
from shared.language.contracts.scheduling.things import MeetingSnapshot, VisitSnapshot


class MeetingEvent(Event):
    """Carries the meeting as it stands after the event."""

    meeting: MeetingSnapshot


class MeetingPlanned(MeetingEvent, type="scheduling.meeting.planned.v1"):
    """The meeting has a day, planned by the office or agreed between deputy and head."""


class MeetingRequested(MeetingEvent, type="scheduling.meeting.requested.v1"):
    """A deputy asked for a meeting."""


class MeetingOtherTimeProposed(MeetingEvent, type="scheduling.meeting.other_time_proposed.v1"):
    """The head proposed another day."""


class MeetingDeclined(MeetingEvent, type="scheduling.meeting.declined.v1"):
    """The head declined the meeting, with a reason."""


class MeetingCancelled(MeetingEvent, type="scheduling.meeting.cancelled.v1"):
    """Called off."""


class MeetingConvened(MeetingEvent, type="scheduling.meeting.convened.v1"):
    """Room, time and people are fixed."""


class MeetingFrozen(MeetingEvent, type="scheduling.meeting.frozen.v1"):
    """The agenda is closed."""


class MeetingHeld(MeetingEvent, type="scheduling.meeting.held.v1"):
    """The meeting took place."""


class MinutesDrafted(MeetingEvent, type="scheduling.meeting.minutes_drafted.v1"):
    """The minutes have a draft."""


class MinutesConfirmed(MeetingEvent, type="scheduling.meeting.minutes_confirmed.v1"):
    """The minutes are confirmed."""


class MinutesPublished(MeetingEvent, type="scheduling.meeting.minutes_published.v1"):
    """The minutes are public and their outcomes can be assigned."""


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


class VisitPlanned(VisitEvent, type="scheduling.visit.planned.v1"):
    """A visit was planned."""


class VisitCompleted(VisitEvent, type="scheduling.visit.completed.v1"):
    """The visit took place, and its findings were reported."""


class VisitCancelled(VisitEvent, type="scheduling.visit.cancelled.v1"):
    """Called off."""


class VisitReminded(VisitEvent, type="scheduling.visit.reminded.v1"):
    """Somebody has to report on the visit; it says who, by when, and who hears of it."""


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


class SchedulingCommandRefused(CommandRefused, type="scheduling.command.refused.v1"):
    """Scheduling refused a command."""


class SchedulingClockMoved(ClockMoved, type="scheduling.clock.moved.v1"):
    """Scheduling's story clock was moved."""
