"""The office calls a meeting off. The meeting stays visible."""

from dataclasses import replace

from services.scheduling.domain.meeting.meeting import CANCELLED, TO_COME, Meeting
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import CancelMeeting, MeetingCancelled
from shared.language.waiting import Final


def cancel(meeting: Meeting, message: CancelMeeting, situation: Situation) -> Meeting:
    """The meeting is called off with a reason; everything else stays visible."""
    return replace(meeting, cancelled_reason=message.reason, ended_at=situation.now)


CANCELLING: tuple[Clause[Meeting], ...] = (
    Transition(
        TO_COME,
        CancelMeeting,
        CANCELLED,
        MeetingCancelled,
        (Role.OFFICE,),
        why="practice of 乡长有约: a meeting that does not take place stays visible, with the reason",
        change=cancel,
    ),
    Final((CANCELLED,), "it was called off, and the reason stays visible"),
)
