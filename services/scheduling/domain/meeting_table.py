"""A meeting's behaviour."""

from services.scheduling.domain import agenda, booking, meeting_guards
from services.scheduling.domain import meeting as change
from services.scheduling.domain.guards import day_to_come
from services.scheduling.domain.meeting import (
    CANCELLED,
    CONVENED,
    DECLINED,
    FROZEN,
    IN_SESSION,
    MINUTES_CONFIRMED,
    MINUTES_DRAFT,
    ON_DEMAND,
    PLANNED,
    PUBLISHED,
    REQUESTED,
    STATES,
    TO_COME,
    Meeting,
)
from shared.contracts import scheduling as s
from shared.contracts.base import Role
from shared.state_machine import ABSENT, Row, Situation, Table

_HEAD, _OFFICE, _DEPUTY = (Role.HEAD,), (Role.OFFICE,), (Role.DEPUTY,)


def _is_on_demand(meeting: Meeting, message: s.FreezeAgenda, situation: Situation) -> bool:
    return meeting.kind == ON_DEMAND


MEETING_TABLE = Table[Meeting](
    thing="meeting",
    states=STATES,
    rows=(
        Row(
            (ABSENT,),
            s.PlanMeeting,
            PLANNED,
            s.MeetingPlanned,
            _OFFICE,
            guards=(day_to_come, booking.room_exists),
            change=change.plan,
        ),
        Row(
            (ABSENT,),
            s.RequestMeeting,
            REQUESTED,
            s.MeetingRequested,
            _DEPUTY,
            guards=(day_to_come, meeting_guards.topic_may_be_met_about, meeting_guards.topic_has_backing),
            change=change.request,
        ),
        Row(
            (REQUESTED,),
            s.ProposeOtherTime,
            None,
            s.MeetingOtherTimeProposed,
            _HEAD,
            guards=(day_to_come,),
            change=change.propose,
        ),
        Row(
            (REQUESTED,),
            s.AcceptMeeting,
            PLANNED,
            s.MeetingPlanned,
            _DEPUTY,
            when=meeting_guards.other_time_is_open,
            guards=(meeting_guards.asked_for_it, meeting_guards.agreed_day_to_come),
            change=change.accept,
        ),
        Row(
            (REQUESTED,),
            s.AcceptMeeting,
            PLANNED,
            s.MeetingPlanned,
            _HEAD,
            guards=(meeting_guards.agreed_day_to_come,),
            change=change.accept,
        ),
        Row((REQUESTED,), s.DeclineMeeting, DECLINED, s.MeetingDeclined, _HEAD, change=change.decline),
        Row(TO_COME, s.CancelMeeting, CANCELLED, s.MeetingCancelled, _OFFICE, change=change.cancel),
        Row(
            (PLANNED,),
            s.ConveneMeeting,
            CONVENED,
            s.MeetingConvened,
            _OFFICE,
            guards=(
                booking.room_exists,
                booking.room_holds_all,
                booking.hours_are_sound,
                booking.nothing_booked_twice,
            ),
            change=change.convene,
        ),
        Row(
            (CONVENED,),
            s.FreezeAgenda,
            FROZEN,
            s.MeetingFrozen,
            _OFFICE,
            when=_is_on_demand,
            guards=(meeting_guards.freeze_day_has_come,),
            change=agenda.freeze_on_demand,
        ),
        Row(
            (CONVENED,),
            s.FreezeAgenda,
            FROZEN,
            s.MeetingFrozen,
            _OFFICE,
            guards=(meeting_guards.freeze_day_has_come,),
            change=agenda.freeze_regular,
        ),
        Row(
            (FROZEN,),
            s.HoldMeeting,
            IN_SESSION,
            s.MeetingHeld,
            (Role.HEAD, Role.OFFICE),
            guards=(
                meeting_guards.day_has_come,
                meeting_guards.only_the_invited,
                meeting_guards.quorum,
                meeting_guards.outcomes_are_on_the_agenda,
            ),
            change=change.hold,
        ),
        Row(
            (IN_SESSION, MINUTES_DRAFT),
            s.DraftMinutes,
            MINUTES_DRAFT,
            s.MinutesDrafted,
            _OFFICE,
            change=change.draft_minutes,
        ),
        Row((MINUTES_DRAFT,), s.ConfirmMinutes, MINUTES_CONFIRMED, s.MinutesConfirmed, _OFFICE),
        Row(
            (MINUTES_CONFIRMED,),
            s.PublishMinutes,
            PUBLISHED,
            s.MinutesPublished,
            _OFFICE,
            change=change.publish_minutes,
        ),
    ),
)
