"""The office invites: room, hours and people are fixed, and the day on which the agenda is frozen follows
from them."""

from dataclasses import replace
from datetime import date, datetime

from services.scheduling.domain.meeting.booking import (
    BookingFacts,
    end_is_after_start,
    everybody,
    head_is_free,
    hours_are_by_day_or_meant,
    hours_are_on_the_planned_day,
    it_has_one_place,
    room_exists,
    room_holds_all,
    room_is_free,
    start_is_to_come,
)
from services.scheduling.domain.meeting.meeting import CONVENED, ON_DEMAND, PLANNED, REGULAR, Meeting
from services.scheduling.domain.meeting.notice import (
    chair_is_of_the_congress,
    notice_ends,
    people_have_notice,
    urgency_is_agreed,
)
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import end_of_day, local_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import ConveneMeeting, MeetingConvened
from shared.language.directory.choosing import hold_posts
from shared.language.waiting import anybody, until


def invited_hold_posts(
    meeting: Meeting, message: ConveneMeeting, situation: Situation[BookingFacts]
) -> Refusal | None:
    """Everybody invited holds a post or a seat (platform: a quorum is counted among people of the lists)."""
    return hold_posts(message.invited, situation.directory, "data.invited")


def working_days_ahead(kind: str, situation: Situation) -> int:
    """How long before a meeting of that kind the agenda may be frozen (rules.agenda)."""
    agenda = situation.rules.agenda
    return {
        REGULAR: agenda.regular_frozen_working_days_before,
        ON_DEMAND: agenda.on_demand_frozen_working_days_before,
    }[kind]


def convene_by(kind: str, day: date, situation: Situation) -> date:
    """The last day for the invitation: in time for the agenda and for the notice, and today at the
    earliest."""
    ahead = working_days_ahead(kind, situation)
    last = situation.calendar.add_working_days(day, -ahead)
    if kind == REGULAR:
        last = min(last, notice_ends(day, situation))
    return max(last, local_day(situation.now))


def invitation_ends(meeting: Meeting) -> datetime:
    """24:00 of the last day for the invitation; of meetings planned before there was one, of its own day."""
    return end_of_day(meeting.convene_by or meeting.day)


def convene(meeting: Meeting, message: ConveneMeeting, situation: Situation[BookingFacts]) -> Meeting:
    """Room, hours and people, each person once; the day on which the agenda is frozen follows from these."""
    ahead = working_days_ahead(meeting.kind, situation)
    freeze_on = situation.calendar.add_working_days(meeting.day, -ahead)
    return replace(
        meeting,
        room=message.room,
        address=message.address,
        closed=message.closed,
        chair_id=message.chair_id,
        urgent_reason=message.urgent.reason if message.urgent else "",
        urgent_agreed_by=message.urgent.agreed_by if message.urgent else None,
        starts_at=message.starts_at,
        ends_at=message.ends_at,
        invited=everybody(meeting, message, situation),
        convened_at=situation.now,
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
            chair_is_of_the_congress,
            it_has_one_place,
            room_exists,
            room_holds_all,
            hours_are_on_the_planned_day,
            hours_are_by_day_or_meant,
            end_is_after_start,
            start_is_to_come,
            urgency_is_agreed,
            people_have_notice,
            room_is_free,
            head_is_free,
        ),
        change=convene,
    ),
    until(
        invitation_ends,
        (PLANNED,),
        "convene_meeting",
        anybody(Role.OFFICE),
        why="practice of 乡长有约: who is invited can prepare, and a meeting that is agreed takes place",
    ),
)
