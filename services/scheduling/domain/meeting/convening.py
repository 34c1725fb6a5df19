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
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import ConveneMeeting, MeetingConvened


def convene(meeting: Meeting, message: ConveneMeeting, situation: Situation[BookingFacts]) -> Meeting:
    """Room, hours and people, each person once; the day on which the agenda is frozen follows from these."""
    agenda = situation.rules.agenda
    ahead = {
        REGULAR: agenda.regular_frozen_working_days_before,
        ON_DEMAND: agenda.on_demand_frozen_working_days_before,
    }[meeting.kind]
    freeze_on = situation.calendar.add_working_days(meeting.day, -ahead)
    return replace(
        meeting,
        room=message.room,
        starts_at=message.starts_at,
        ends_at=message.ends_at,
        invited=tuple(dict.fromkeys(message.invited)),
        freeze_on=freeze_on,
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
