"""The commands that scheduling takes."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import (
    Code,
    Command,
    CommandPart,
    Id,
    Instant,
    Line,
    MoveClock,
    Prose,
    Said,
    SaidLine,
)
from shared.language.contracts.scheduling.things import People, PointSettled


class PlanMeeting(Command, type="scheduling.meeting.plan.v1"):
    """The office plans a regular meeting (固定见面)."""

    day: date
    room: Code
    even_on_rest_day: bool = False
    """The day is meant although nobody works on it."""


class RequestMeeting(Command, type="scheduling.meeting.request.v1"):
    """A deputy asks the head for a meeting on a proposed topic (随时约见)."""

    topic_id: Id
    day: date
    reason: Prose = ""
    even_on_rest_day: bool = False
    """The day is meant although nobody works on it."""


class ProposeOtherTime(Command, type="scheduling.meeting.propose_other_time.v1"):
    """The head offers another day."""

    meeting_id: Id
    day: date
    reason: Prose = ""
    even_on_rest_day: bool = False
    """The day is meant although nobody works on it."""


class AcceptMeeting(Command, type="scheduling.meeting.accept.v1"):
    """The head accepts the wanted day, or the deputy the day the head proposed."""

    meeting_id: Id


class DeclineMeeting(Command, type="scheduling.meeting.decline.v1"):
    """The head declines, with a reason."""

    meeting_id: Id
    reason: Said


class CancelMeeting(Command, type="scheduling.meeting.cancel.v1"):
    """The office calls a meeting off. The meeting stays visible."""

    meeting_id: Id
    reason: Said


class ConveneMeeting(Command, type="scheduling.meeting.convene.v1"):
    """Invite: room, time, people."""

    meeting_id: Id
    room: Code
    starts_at: Instant
    ends_at: Instant
    invited: Annotated[People, Field(min_length=1)]
    even_at_night: bool = False
    """The hours are meant although people do not usually meet then."""


class FreezeAgenda(Command, type="scheduling.meeting.freeze.v1"):
    """Assemble the agenda and close it to late points."""

    meeting_id: Id


class AgreedOutcome(CommandPart):
    """An outcome as the minutes name it."""

    title: SaidLine
    topic_id: Id | None = None


class PointResult(CommandPart):
    """What came of one point of the agenda."""

    kind: Code
    """The kind of the point, as on the agenda."""
    point_id: Id
    """The id of its topic, project, promise, item or submission."""
    result: PointSettled
    text: Prose = ""
    """The answer given on the spot, or the reason for dropping it; both need one."""


class HoldMeeting(Command, type="scheduling.meeting.hold.v1"):
    """Record that the meeting took place, its participants, the outcomes, and what came of each point."""

    meeting_id: Id
    attendance: Annotated[People, Field(min_length=1)]
    outcomes: Annotated[tuple[AgreedOutcome, ...], Field(max_length=100)] = ()
    points: Annotated[tuple[PointResult, ...], Field(max_length=500)] = ()
    """A topic with an outcome is dealt with; any other point that is not named is carried over."""


class DraftMinutes(Command, type="scheduling.meeting.draft_minutes.v1"):
    """Write the minutes."""

    meeting_id: Id
    text: Said


class ConfirmMinutes(Command, type="scheduling.meeting.confirm_minutes.v1"):
    """The participants have confirmed the minutes."""

    meeting_id: Id


class PublishMinutes(Command, type="scheduling.meeting.publish_minutes.v1"):
    """Make the minutes public. The outcomes may be assigned from now on."""

    meeting_id: Id


class PlanVisit(Command, type="scheduling.visit.plan.v1"):
    """Plan a visit on the spot."""

    topic_id: Id | None = None
    item_id: Id | None = None
    day: date
    checklist: Annotated[tuple[Line, ...], Field(max_length=50)] = ()


class CompleteVisit(Command, type="scheduling.visit.complete.v1"):
    """Report the findings of a visit."""

    visit_id: Id
    findings: Said
    participants: Annotated[People, Field(min_length=1)]
    photos: Annotated[int, Field(ge=0, le=500)] = 0


class CancelVisit(Command, type="scheduling.visit.cancel.v1"):
    """Call a visit off."""

    visit_id: Id
    reason: Said


class MoveSchedulingClock(MoveClock, type="scheduling.clock.move.v1"):
    """Move scheduling's story clock."""
