"""The office invites: room, hours and people are fixed, and the day on which the agenda is frozen follows
from them."""

from dataclasses import replace

from services.scheduling.domain.meeting.booking import (
    BookingFacts,
    end_is_after_start,
    head_is_free,
    hours_are_on_the_planned_day,
    room_exists,
    room_holds_all,
    room_is_free,
    start_is_to_come,
)
from services.scheduling.domain.meeting.meeting import CONVENED, ON_DEMAND, PLANNED, REGULAR, Meeting
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import ConveneMeeting, MeetingConvened
from shared.language.directory.choosing import hold_posts


def invited_hold_posts(
    meeting: Meeting, message: ConveneMeeting, situation: Situation[BookingFacts]
) -> Refusal | None:
    """Everybody invited holds a post or a seat (platform: a quorum is counted among people of the lists)."""
    return hold_posts(message.invited, situation.directory, "data.invited")


def working_days_ahead(meeting: Meeting, situation: Situation) -> int:
    """How long before the meeting the agenda may be frozen (rules.agenda)."""
    agenda = situation.rules.agenda
    return {
        REGULAR: agenda.regular_frozen_working_days_before,
        ON_DEMAND: agenda.on_demand_frozen_working_days_before,
    }[meeting.kind]


def convene(meeting: Meeting, message: ConveneMeeting, situation: Situation[BookingFacts]) -> Meeting:
    """Room, hours and people, each person once; the day on which the agenda is frozen follows from these."""
    ahead = working_days_ahead(meeting, situation)
    freeze_on = situation.calendar.add_working_days(meeting.day, -ahead)
    return replace(
        meeting,
        room=message.room,
        starts_at=message.starts_at,
        ends_at=message.ends_at,
        invited=tuple(dict.fromkeys(message.invited)),
        freeze_on=freeze_on,
        frozen_before=ahead,
        provisional=situation.calendar.is_provisional_between(freeze_on, meeting.day),
    )


CONVENING: tuple[Clause[Meeting], ...] = (
    Transition(
        (PLANNED,),
        ConveneMeeting,
        CONVENED,
        MeetingConvened,
        (Role.OFFICE,),
        why="practice of 乡长有约: the congress office convenes the head and the deputies",
        facts=BookingFacts,
        guards=(
            invited_hold_posts,
            room_exists,
            room_holds_all,
            hours_are_on_the_planned_day,
            end_is_after_start,
            start_is_to_come,
            room_is_free,
            head_is_free,
        ),
        change=convene,
    ),
)
