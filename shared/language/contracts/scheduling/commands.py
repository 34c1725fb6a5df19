"""The commands that scheduling takes."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Code, Command, CommandPart, Id, Instant, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.language.contracts.scheduling.things import People
from shared.language.contracts.texts import Prose, Said, SaidLine


class PlanMeeting(Command, type="scheduling.meeting.plan.v1"):
    """The office plans a regular meeting (固定见面)."""

    day: date
    room: Code
    even_on_rest_day: bool = False
    """The day is meant although nobody works on it."""


class RequestMeeting(Command, type="scheduling.meeting.request.v1"):
    """A deputy or the office asks the head for a meeting (随时约见), or the head calls one: on a proposed
    topic, an item, a promise or a project, exactly one of them."""

    topic_id: Id | None = None
    item_id: Id | None = None
    promise_id: Id | None = None
    project_id: Id | None = None
    day: date
    reason: Prose = ""
    even_on_rest_day: bool = False
    """The day is meant although nobody works on it."""


class ProposeOtherTime(Command, type="scheduling.meeting.propose_other_time.v1"):
    """The head offers another day, or who asked for the meeting wants another."""

    meeting_id: Id
    day: date
    reason: Prose = ""
    even_on_rest_day: bool = False
    """The day is meant although nobody works on it."""


class AcceptMeeting(Command, type="scheduling.meeting.accept.v1"):
    """The head accepts the wanted day, or who asked for the meeting the day the head proposed."""

    meeting_id: Id


class DeclineMeeting(Command, type="scheduling.meeting.decline.v1"):
    """The head declines, with a reason."""

    meeting_id: Id
    reason: Said


class CancelMeeting(Command, type="scheduling.meeting.cancel.v1"):
    """The office calls a meeting off, or who asked for it takes the request back. It stays visible."""

    meeting_id: Id
    reason: Said


class Urgent(CommandPart):
    """A regular meeting without the notice that people are owed."""

    agreed_by: Id
    """The head, or a member of the presidium."""
    reason: Said


class ConveneMeeting(Command, type="scheduling.meeting.convene.v1"):
    """Invite: place, time, people. The head comes by itself, or the delegate, and the chair."""

    meeting_id: Id
    room: Code | None = None
    address: SaidLine | None = None
    """On the spot (现场) instead of in a room; one of the two."""
    closed: bool = False
    """Not open to the public."""
    chair_id: Id | None = None
    """The deputy, or member of the presidium, who chairs it."""
    urgent: Urgent | None = None
    starts_at: Instant
    ends_at: Instant
    invited: Annotated[People, Field(min_length=1)]
    even_at_night: bool = False
    """The hours are meant although people do not usually meet then."""


class NameDelegate(Command, type="scheduling.meeting.name_delegate.v1"):
    """The head cannot come, and says which leader in charge meets the deputies instead."""

    meeting_id: Id
    delegate_id: Id
    reason: Said


class AskLeave(Command, type="scheduling.meeting.ask_leave.v1"):
    """Somebody who is invited cannot come, and says why."""

    meeting_id: Id
    reason: Said


class MoveMeeting(Command, type="scheduling.meeting.move.v1"):
    """The office moves a meeting to another day. It invites anew; the first day stays visible."""

    meeting_id: Id
    day: date
    reason: Said
    even_on_rest_day: bool = False
    """The day is meant although nobody works on it."""


class MissMeeting(Command, type="scheduling.meeting.miss.v1"):
    """The day came, and no meeting: too few were there, or not the head. It stays visible."""

    meeting_id: Id
    attendance: People = ()
    """Who came all the same."""
    reason: Said


class FreezeAgenda(Command, type="scheduling.meeting.freeze.v1"):
    """Assemble the agenda and close it to late points."""

    meeting_id: Id


class MoveSchedulingClock(MoveClock, type="scheduling.clock.move.v1"):
    """Move scheduling's story clock."""


class RequestSchedulingReplay(RequestReplay, type="scheduling.replay.request.v1"):
    """Send scheduling's past events of this township once more, to the partner that asks alone."""
