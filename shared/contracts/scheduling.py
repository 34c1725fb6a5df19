"""Scheduling: meetings (约见) and visits (实地看)."""

from datetime import date
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

People = Annotated[tuple[Id, ...], Field(max_length=200)]


class AgendaEntry(Contract):
    """One point of an agenda: what it is about and why it is there."""

    kind: Code
    """``topic``, ``project``, ``promise``, ``item`` or ``submission``."""
    id: Id
    title: Line
    why: Code
    """The rule that put it there, e.g. ``topic_proposed``, ``project_report``, ``item_dissatisfied``."""


class Outcome(Contract):
    """What a meeting agreed to have done; the office assigns it as an item."""

    outcome_id: Id
    title: Line
    topic_id: Id | None = None


class MeetingSnapshot(Contract):
    """A meeting as everybody may see it."""

    meeting_id: Id
    kind: Code
    """``regular`` or ``on_demand``."""
    state: Code
    day: date
    """The day it is (or is asked) to be held, Asia/Shanghai."""
    room: Code | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    topic_id: Id | None = None
    requested_by: Id | None = None
    requested_at: Instant | None = None
    requested_reason: Prose = ""
    answer_due_on: date | None = None
    proposed_day: date | None = None
    proposed_reason: Prose = ""
    declined_reason: Prose | None = None
    cancelled_reason: Prose | None = None
    ended_at: Instant | None = None
    """When it was declined or cancelled."""
    invited: People = ()
    agenda: tuple[AgendaEntry, ...] = ()
    freeze_on: date | None = None
    frozen_at: Instant | None = None
    attendance: People = ()
    outcomes: tuple[Outcome, ...] = ()
    held_at: Instant | None = None
    minutes: Prose = ""
    published_at: Instant | None = None


class VisitSnapshot(Contract):
    """A visit on the spot, for a topic or an item."""

    visit_id: Id
    state: Code
    topic_id: Id | None = None
    item_id: Id | None = None
    day: date
    lead_id: Id
    checklist: tuple[Line, ...] = ()
    participants: People = ()
    findings: Prose = ""
    photos: int = 0
    done_at: Instant | None = None
    cancelled_reason: Prose | None = None


# --- commands -------------------------------------------------------------------------------------------------


class PlanMeeting(Command, type="scheduling.meeting.plan.v1"):
    """The office plans a regular meeting (固定见面)."""

    day: date
    room: Code


class RequestMeeting(Command, type="scheduling.meeting.request.v1"):
    """A deputy asks the head for a meeting on a proposed topic (随时约见)."""

    topic_id: Id
    day: date
    reason: Prose = ""


class ProposeOtherTime(Command, type="scheduling.meeting.propose_other_time.v1"):
    """The head offers another day."""

    meeting_id: Id
    day: date
    reason: Prose = ""


class AcceptMeeting(Command, type="scheduling.meeting.accept.v1"):
    """The head accepts the wanted day, or the deputy the day the head proposed."""

    meeting_id: Id


class DeclineMeeting(Command, type="scheduling.meeting.decline.v1"):
    """The head declines, with a reason."""

    meeting_id: Id
    reason: Said


class CancelMeeting(Command, type="scheduling.meeting.cancel.v1"):
    """The office calls a meeting off; it stays visible."""

    meeting_id: Id
    reason: Said


class ConveneMeeting(Command, type="scheduling.meeting.convene.v1"):
    """Invite: room, time, people."""

    meeting_id: Id
    room: Code
    starts_at: Instant
    ends_at: Instant
    invited: Annotated[People, Field(min_length=1)]


class FreezeAgenda(Command, type="scheduling.meeting.freeze.v1"):
    """Assemble the agenda and close it to late points."""

    meeting_id: Id


class AgreedOutcome(Contract):
    """An outcome as the minutes name it."""

    title: Annotated[Line, Field(min_length=1)]
    topic_id: Id | None = None


class HoldMeeting(Command, type="scheduling.meeting.hold.v1"):
    """Record that it took place: who was there, what was agreed."""

    meeting_id: Id
    attendance: Annotated[People, Field(min_length=1)]
    outcomes: Annotated[tuple[AgreedOutcome, ...], Field(max_length=100)] = ()


class DraftMinutes(Command, type="scheduling.meeting.draft_minutes.v1"):
    """Write the minutes."""

    meeting_id: Id
    text: Said


class ConfirmMinutes(Command, type="scheduling.meeting.confirm_minutes.v1"):
    """The participants have confirmed them."""

    meeting_id: Id


class PublishMinutes(Command, type="scheduling.meeting.publish_minutes.v1"):
    """Make them public; the outcomes may be assigned from now on."""

    meeting_id: Id


class PlanVisit(Command, type="scheduling.visit.plan.v1"):
    """Plan to go and look."""

    topic_id: Id | None = None
    item_id: Id | None = None
    day: date
    checklist: Annotated[tuple[Line, ...], Field(max_length=50)] = ()


class CompleteVisit(Command, type="scheduling.visit.complete.v1"):
    """Report what was found."""

    visit_id: Id
    findings: Said
    participants: Annotated[People, Field(min_length=1)]
    photos: Annotated[int, Field(ge=0, le=500)] = 0


class CancelVisit(Command, type="scheduling.visit.cancel.v1"):
    """It will not take place."""

    visit_id: Id
    reason: Said


class MoveSchedulingClock(MoveClock, type="scheduling.clock.move.v1"):
    """Move scheduling's story clock."""


# --- events ---------------------------------------------------------------------------------------------------


class MeetingEvent(Event):
    """Carries the meeting as it stands after the event."""

    meeting: MeetingSnapshot


class MeetingPlanned(MeetingEvent, type="scheduling.meeting.planned.v1"):
    """It has a day: planned by the office, or agreed between deputy and head."""


class MeetingRequested(MeetingEvent, type="scheduling.meeting.requested.v1"):
    """A deputy asked for it."""


class MeetingOtherTimeProposed(MeetingEvent, type="scheduling.meeting.other_time_proposed.v1"):
    """The head proposed another day."""


class MeetingDeclined(MeetingEvent, type="scheduling.meeting.declined.v1"):
    """The head declined, with a reason."""


class MeetingCancelled(MeetingEvent, type="scheduling.meeting.cancelled.v1"):
    """Called off."""


class MeetingConvened(MeetingEvent, type="scheduling.meeting.convened.v1"):
    """Room, time and people are fixed."""


class MeetingFrozen(MeetingEvent, type="scheduling.meeting.frozen.v1"):
    """The agenda is closed."""


class MeetingHeld(MeetingEvent, type="scheduling.meeting.held.v1"):
    """It took place."""


class MinutesDrafted(MeetingEvent, type="scheduling.meeting.minutes_drafted.v1"):
    """There is a draft of the minutes."""


class MinutesConfirmed(MeetingEvent, type="scheduling.meeting.minutes_confirmed.v1"):
    """The minutes are confirmed."""


class MinutesPublished(MeetingEvent, type="scheduling.meeting.minutes_published.v1"):
    """The minutes are public and their outcomes can be assigned."""


class VisitEvent(Event):
    """Carries the visit as it stands after the event."""

    visit: VisitSnapshot


class VisitPlanned(VisitEvent, type="scheduling.visit.planned.v1"):
    """Somebody will go and look."""


class VisitCompleted(VisitEvent, type="scheduling.visit.completed.v1"):
    """Findings are in."""


class VisitCancelled(VisitEvent, type="scheduling.visit.cancelled.v1"):
    """Called off."""


class SchedulingCommandRefused(CommandRefused, type="scheduling.command.refused.v1"):
    """Scheduling refused a command."""


class SchedulingClockMoved(ClockMoved, type="scheduling.clock.moved.v1"):
    """Scheduling's story clock was moved."""
