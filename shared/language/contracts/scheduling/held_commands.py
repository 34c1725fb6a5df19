"""The commands that record a meeting and put right what was recorded."""

from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Code, Command, CommandPart, Id
from shared.language.contracts.corrections import CorrectionsSeen
from shared.language.contracts.scheduling.things import People, PointSettled
from shared.language.contracts.texts import Prose, Said, SaidLine


class AgreedOutcome(CommandPart):
    """An outcome as the minutes name it."""

    title: SaidLine
    topic_id: Id | None = None


class Asked(CommandPart):
    """A question at a meeting, and the reply."""

    asked_by: Id
    question: Said
    answered_by: Id
    reply: Said


class PointResult(CommandPart):
    """What came of one point of the agenda."""

    kind: Code
    """The kind of the point, as on the agenda."""
    point_id: Id
    """The id of its topic, project, promise, item or submission."""
    result: PointSettled
    text: Prose = ""
    """The answer given on the spot, or the reason for dropping it; both need one."""
    report: Prose = ""
    """What was reported of it; what is dealt with without an outcome needs one."""
    reported_by: Id | None = None
    """The head, or a leader or department in the head's place; none: the head."""
    exchanges: Annotated[tuple[Asked, ...], Field(max_length=50)] = ()


class OnLeave(CommandPart):
    """Somebody who was invited, did not come, and had said why."""

    person_id: Id
    reason: SaidLine


class HoldMeeting(Command, type="scheduling.meeting.hold.v1"):
    """Record that the meeting took place, its participants, the outcomes, and what came of each point."""

    meeting_id: Id
    attendance: Annotated[People, Field(min_length=1)]
    """Who was there. Whoever else was invited was on leave, or absent."""
    leave: Annotated[tuple[OnLeave, ...], Field(max_length=200)] = ()
    """Who told the office alone that they could not come, beside those who asked for leave here."""
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


class SendBackMinutes(Command, type="scheduling.meeting.send_back_minutes.v1"):
    """Minutes that were confirmed are not right yet, and are written anew before anybody reads them."""

    meeting_id: Id
    reason: Said


class PublishMinutes(Command, type="scheduling.meeting.publish_minutes.v1"):
    """Make the minutes public. The outcomes may be assigned from now on."""

    meeting_id: Id


class CorrectMinutes(Command, type="scheduling.meeting.correct_minutes.v1"):
    """Put public minutes right. The earlier text stays readable."""

    meeting_id: Id
    text: Said
    reason: Said
    corrections_seen: CorrectionsSeen = 0


class CorrectOutcome(Command, type="scheduling.meeting.correct_outcome.v1"):
    """Put the words of an outcome right while it is not assigned."""

    meeting_id: Id
    outcome_id: Id
    title: SaidLine
    reason: Said
    corrections_seen: CorrectionsSeen = 0


class CorrectAttendance(Command, type="scheduling.meeting.correct_attendance.v1"):
    """Put right who was there, who was on leave and who was absent."""

    meeting_id: Id
    attendance: Annotated[People, Field(min_length=1)]
    leave: Annotated[tuple[OnLeave, ...], Field(max_length=200)] = ()
    reason: Said
    corrections_seen: CorrectionsSeen = 0
