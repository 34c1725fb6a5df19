"""The head answers a request: another day, yes or no; a proposed day is the deputy's to accept. Whose turn it
is is waited for."""

from dataclasses import replace
from datetime import date, datetime

from services.scheduling.domain.days import day_is_not_over, day_is_worked_or_meant, past_day
from services.scheduling.domain.meeting.convening import convene_by
from services.scheduling.domain.meeting.lasting import it_is_not_put_off_for_long
from services.scheduling.domain.meeting.meeting import DECLINED, PLANNED, REQUESTED, Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import Deadline, deadline, end_of_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import (
    AcceptMeeting,
    CancelMeeting,
    DeclineMeeting,
    MeetingDeclined,
    MeetingOtherTimeProposed,
    MeetingPlanned,
    ProposeOtherTime,
)
from shared.language.named import names
from shared.language.waiting import Awaited, Final, until


def agreed_day(meeting: Meeting, situation: Situation) -> date:
    """The day that accepting now would settle: for the head the one asked for, for who asked the head's."""
    asked_for = situation.actor.role is Role.HEAD or meeting.proposed_day is None
    return meeting.day if asked_for or meeting.proposed_day is None else meeting.proposed_day


def askers_side_speaks(
    meeting: Meeting, message: AcceptMeeting | ProposeOtherTime, situation: Situation
) -> bool:
    """Not the head, but who asked for the meeting."""
    return situation.actor.role is not Role.HEAD


def office_speaks_for_who_has_left(
    meeting: Meeting, message: AcceptMeeting | ProposeOtherTime, situation: Situation
) -> bool:
    """The deputy who asked has no seat any more, and somebody else than the head speaks."""
    asked_for_themselves = meeting.requested_role != Role.OFFICE
    assert meeting.requested_by
    in_office = situation.directory.in_office(meeting.requested_by, Role.DEPUTY)
    return asked_for_themselves and not in_office and askers_side_speaks(meeting, message, situation)


@names(deputy="requested_by")
def asker_is_the_actor(
    meeting: Meeting, message: AcceptMeeting | ProposeOtherTime | CancelMeeting, situation: Situation
) -> Refusal | None:
    """The actor is the one who asked, or of the office that did (platform: co-signers back the topic, one
    person makes the appointment)."""
    of_the_office = situation.actor.role is Role.OFFICE and meeting.requested_role == Role.OFFICE
    if of_the_office or situation.actor.id == meeting.requested_by:
        return None
    return refuse("not_the_requester", "actorid")


def it_is_the_askers_turn(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Refusal | None:
    """The head has proposed a day (practice: nobody accepts what they asked for themselves)."""
    return None if meeting.proposed_day else refuse("heads_turn", due=meeting.answer_due_on or meeting.day)


def agreed_day_is_not_over(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Refusal | None:
    """The day that is being accepted is today or later (practice: nobody can come on a past day)."""
    return past_day(agreed_day(meeting, situation), "data.meeting_id", situation)


def it_does_not_go_on_for_ever(
    meeting: Meeting, message: ProposeOtherTime, situation: Situation
) -> Refusal | None:
    """Days go to and fro only so often (rules.meetings.other_days_at_most); then one is taken, or refused."""
    most = situation.rules.meetings.other_days_at_most
    return refuse("too_many_other_days", most=most) if meeting.proposals >= most else None


def propose(meeting: Meeting, message: ProposeOtherTime, situation: Situation) -> Meeting:
    """The head's day stands beside the one asked for until it is accepted: until it comes, and no longer than
    the head had to answer (rules.meetings.request_answered_within)."""
    return replace(
        meeting,
        proposed_day=message.day,
        proposed_reason=message.reason,
        proposals=meeting.proposals + 1,
        accept_due_on=min(message.day, _answer(situation).last_day),
    )


def want_another(meeting: Meeting, message: ProposeOtherTime, situation: Situation) -> Meeting:
    """Who asked wants another day, and the head answers anew."""
    answer = _answer(situation)
    return replace(
        meeting,
        day=message.day,
        first_day=meeting.first_day or meeting.day,
        proposed_day=None,
        proposed_reason=message.reason,
        proposals=meeting.proposals + 1,
        accept_due_on=None,
        answer_due_on=answer.last_day,
        answer_within=str(answer.period),
        answer_from=situation.now,
        provisional=answer.provisional,
    )


def accept(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Meeting:
    """The agreed day is the meeting's; the one asked for stays visible."""
    day = agreed_day(meeting, situation)
    first = meeting.first_day or meeting.day
    return replace(meeting, day=day, first_day=first, convene_by=convene_by(meeting.kind, day, situation))


def decline(meeting: Meeting, message: DeclineMeeting, situation: Situation) -> Meeting:
    """The head declines the meeting, with a reason; after a time it may be asked for again
    (rules.meetings.ask_again_after)."""
    again = deadline(situation.now, situation.rules.meetings.ask_again_after, situation.calendar)
    return replace(
        meeting,
        declined_reason=message.reason,
        ask_again_on=again.last_day,
        ended_at=situation.now,
    )


def whose_turn(meeting: Meeting, situation: Situation) -> Awaited:
    """The head's, and once another day is proposed that of who asked."""
    if meeting.proposed_day is None:
        return Awaited(Role.HEAD)
    assert meeting.requested_by
    return Awaited(Role.DEPUTY, person=meeting.requested_by)


def _answer(situation: Situation) -> Deadline:
    return deadline(situation.now, situation.rules.meetings.request_answered_within, situation.calendar)


def turn_ends(meeting: Meeting) -> datetime:
    """24:00 of the last day for the answer, or for the answer to another day."""
    day = meeting.accept_due_on or meeting.answer_due_on
    assert day
    return end_of_day(day)


_NOT_FOR_LONG = (
    day_is_not_over,
    day_is_worked_or_meant,
    it_is_not_put_off_for_long,
    it_does_not_go_on_for_ever,
)
_ANSWERED = "practice of 随时约见: a request is answered with yes, another time, or a reason"
_OUTLASTS = "practice of 随时约见: a request outlasts the seat of who asked; then the office answers"
_CONSENT = "practice of 随时约见: a day that the head proposes needs the consent of who asked"
_ASKERS = (Role.DEPUTY, Role.OFFICE)

ANSWERING: tuple[Clause[Meeting], ...] = (
    *(
        Transition(
            (REQUESTED,),
            ProposeOtherTime,
            None,
            MeetingOtherTimeProposed,
            by,
            why=why,
            when=when,
            guards=(*asked, *_NOT_FOR_LONG),
            change=change,
        )
        for by, why, when, asked, change in (
            ((Role.OFFICE,), _OUTLASTS, office_speaks_for_who_has_left, (), want_another),
            (_ASKERS, _CONSENT, askers_side_speaks, (asker_is_the_actor,), want_another),
            ((Role.HEAD,), _ANSWERED, None, (), propose),
        )
    ),
    *(
        Transition(
            (REQUESTED,),
            AcceptMeeting,
            PLANNED,
            MeetingPlanned,
            by,
            why=why,
            when=when,
            guards=(*asked, agreed_day_is_not_over),
            change=accept,
        )
        for by, why, when, asked in (
            ((Role.OFFICE,), _OUTLASTS, office_speaks_for_who_has_left, (it_is_the_askers_turn,)),
            (_ASKERS, _CONSENT, askers_side_speaks, (asker_is_the_actor, it_is_the_askers_turn)),
            ((Role.HEAD,), _ANSWERED, None, ()),
        )
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
