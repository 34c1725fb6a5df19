"""The head answers a request: another day, yes or no; a proposed day is the deputy's to accept. Whose turn it
is is waited for."""

from dataclasses import replace
from datetime import date, datetime

from services.scheduling.domain.days import day_is_not_over, day_is_worked_or_meant, past_day
from services.scheduling.domain.meeting.convening import convene_by
from services.scheduling.domain.meeting.meeting import DECLINED, PLANNED, REQUESTED, Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import deadline, end_of_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import (
    AcceptMeeting,
    DeclineMeeting,
    MeetingDeclined,
    MeetingOtherTimeProposed,
    MeetingPlanned,
    ProposeOtherTime,
)
from shared.language.waiting import Awaited, Final, until


def agreed_day(meeting: Meeting) -> date:
    """The day that accepting now would settle: the one last proposed, else the one asked for."""
    return meeting.proposed_day or meeting.day


def other_day_is_proposed(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> bool:
    """The head has proposed a day, and it is the deputy's turn."""
    return meeting.proposed_day is not None


def requester_has_left(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> bool:
    """It would be the turn of the deputy who asked, but their seat has ended."""
    assert meeting.requested_by
    in_office = situation.directory.in_office(meeting.requested_by, Role.DEPUTY)
    return other_day_is_proposed(meeting, message, situation) and not in_office


def deputy_asked_for_it(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Refusal | None:
    """The deputy is the one who asked (platform: co-signers back the topic, one person makes the
    appointment)."""
    return None if situation.actor.id == meeting.requested_by else refuse("not_the_requester", "actorid")


def agreed_day_is_not_over(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Refusal | None:
    """The day that is being accepted is today or later (practice: nobody can come on a past day)."""
    return past_day(agreed_day(meeting), "data.meeting_id", situation)


def propose(meeting: Meeting, message: ProposeOtherTime, situation: Situation) -> Meeting:
    """The head's day stands beside the one asked for until it is accepted: until it comes, and no longer than
    the head had to answer (rules.meetings.request_answered_within)."""
    answer = deadline(situation.now, situation.rules.meetings.request_answered_within, situation.calendar)
    return replace(
        meeting,
        proposed_day=message.day,
        proposed_reason=message.reason,
        accept_due_on=min(message.day, answer.last_day),
    )


def accept(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Meeting:
    """The agreed day is the meeting's."""
    day = agreed_day(meeting)
    return replace(meeting, day=day, convene_by=convene_by(meeting.kind, day, situation))


def decline(meeting: Meeting, message: DeclineMeeting, situation: Situation) -> Meeting:
    """The head declines the meeting, with a reason."""
    return replace(meeting, declined_reason=message.reason, ended_at=situation.now)


def whose_turn(meeting: Meeting, situation: Situation) -> Awaited:
    """The head's, and once another day is proposed that of the deputy who asked."""
    if meeting.proposed_day is None:
        return Awaited(Role.HEAD)
    return Awaited(Role.DEPUTY, person=meeting.requested_by)


def turn_ends(meeting: Meeting) -> datetime:
    """24:00 of the last day for the answer, or for the answer to another day."""
    day = meeting.accept_due_on or meeting.answer_due_on
    assert day
    return end_of_day(day)


ANSWERING: tuple[Clause[Meeting], ...] = (
    Transition(
        (REQUESTED,),
        ProposeOtherTime,
        None,
        MeetingOtherTimeProposed,
        (Role.HEAD,),
        why="practice of 随时约见: a request is answered with yes, another time, or a reason",
        guards=(day_is_not_over, day_is_worked_or_meant),
        change=propose,
    ),
    Transition(
        (REQUESTED,),
        AcceptMeeting,
        PLANNED,
        MeetingPlanned,
        (Role.OFFICE,),
        why="practice of 随时约见: a request outlasts the seat of who asked; then the office answers",
        when=requester_has_left,
        guards=(agreed_day_is_not_over,),
        change=accept,
    ),
    Transition(
        (REQUESTED,),
        AcceptMeeting,
        PLANNED,
        MeetingPlanned,
        (Role.DEPUTY,),
        why="practice of 随时约见: a day that the head proposes needs the consent of the deputy who asked",
        when=other_day_is_proposed,
        guards=(deputy_asked_for_it, agreed_day_is_not_over),
        change=accept,
    ),
    Transition(
        (REQUESTED,),
        AcceptMeeting,
        PLANNED,
        MeetingPlanned,
        (Role.HEAD,),
        why="practice of 随时约见: a request is answered with yes, another time, or a reason",
        guards=(agreed_day_is_not_over,),
        change=accept,
    ),
    Transition(
        (REQUESTED,),
        DeclineMeeting,
        DECLINED,
        MeetingDeclined,
        (Role.HEAD,),
        why="practice of 随时约见: who does not meet says why, and the reason stays visible",
        change=decline,
    ),
    until(
        turn_ends,
        (REQUESTED,),
        "settle_day",
        whose_turn,
        why="platform (rules.meetings.request_answered_within): who asks for a meeting hears in time",
    ),
    Final((DECLINED,), "the head has declined, and the reason stays visible"),
)
