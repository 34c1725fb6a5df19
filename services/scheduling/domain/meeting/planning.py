"""The office plans a regular meeting (固定见面)."""

from services.scheduling.domain.days import day_is_not_over, day_is_worked_or_meant
from services.scheduling.domain.meeting.booking import room_exists
from services.scheduling.domain.meeting.convening import convene_by
from services.scheduling.domain.meeting.meeting import PLANNED, REGULAR, Meeting
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import MeetingPlanned, PlanMeeting


def plan(_: None, message: PlanMeeting, situation: Situation) -> Meeting:
    """A regular meeting."""
    return Meeting(
        meeting_id=situation.new_id,
        kind=REGULAR,
        day=message.day,
        room=message.room,
        convene_by=convene_by(REGULAR, message.day, situation),
    )


PLANNING: tuple[Clause[Meeting], ...] = (
    Creation(
        PlanMeeting,
        PLANNED,
        MeetingPlanned,
        (Role.OFFICE,),
        why="practice of 乡长有约: a fixed meeting every two months, which the congress office prepares",
        guards=(day_is_not_over, day_is_worked_or_meant, room_exists),
        change=plan,
    ),
)
