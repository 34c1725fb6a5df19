"""The office calls a meeting off, or who asked for it takes the request back. The meeting stays visible."""

from dataclasses import replace

from services.scheduling.domain.meeting.answering import asker_is_the_actor
from services.scheduling.domain.meeting.meeting import CANCELLED, REQUESTED, TO_COME, Meeting
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import CancelMeeting, MeetingCancelled
from shared.language.waiting import Final


def cancel(meeting: Meeting, message: CancelMeeting, situation: Situation) -> Meeting:
    """The meeting is called off with a reason; everything else stays visible."""
    return replace(meeting, cancelled_reason=message.reason, ended_at=situation.now)


def deputy_takes_it_back(meeting: Meeting, message: CancelMeeting, situation: Situation) -> bool:
    """A deputy speaks, not the office."""
    return situation.actor.role is not Role.OFFICE


CANCELLING: tuple[Clause[Meeting], ...] = (
    Transition(
        (REQUESTED,),
        CancelMeeting,
        CANCELLED,
        MeetingCancelled,
        (Role.DEPUTY,),
        why="practice of 随时约见: who asked for a meeting may take the request back until it is agreed",
        when=deputy_takes_it_back,
        guards=(asker_is_the_actor,),
        change=cancel,
    ),
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
