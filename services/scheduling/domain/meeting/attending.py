"""Who is at a meeting: the quorum of deputies, the head or the delegate, who is on leave, who is absent."""

from collections.abc import Iterable
from dataclasses import replace
from math import floor

from services.scheduling.domain.meeting.meeting import BOOKED, REGULAR, Excuse, Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.directory import SEATED
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import (
    AskLeave,
    CorrectAttendance,
    HoldMeeting,
    LeaveAsked,
)
from shared.language.directory.choosing import people_are_listed, people_named
from shared.language.named import names

SaysWhoWasThere = HoldMeeting | CorrectAttendance


def people_who_were_there_are_listed(
    meeting: Meeting, message: SaysWhoWasThere, situation: Situation
) -> Refusal | None:
    """Everybody who was there is in the township's list of people (platform)."""
    return people_are_listed(message.attendance, situation.directory, "data.attendance")


def only_invited_were_there(
    meeting: Meeting, message: SaysWhoWasThere, situation: Situation
) -> Refusal | None:
    """Everybody who was there had been invited (platform: so that everybody could prepare)."""
    strangers = sorted(set(message.attendance) - set(meeting.invited))
    if not strangers:
        return None
    return refuse("not_invited", "data.attendance", people=people_named(situation.directory, *strangers))


def only_invited_were_on_leave(
    meeting: Meeting, message: SaysWhoWasThere, situation: Situation
) -> Refusal | None:
    """Leave is for who was invited and was not there (practice)."""
    for number, one in enumerate(message.leave):
        field = f"data.leave.{number}.person_id"
        person = people_named(situation.directory, one.person_id)
        if one.person_id not in meeting.invited:
            return refuse("not_invited", field, people=person)
        if one.person_id in message.attendance:
            return refuse("on_leave_and_there", field, person=person)
    return None


def head_or_delegate_was_there(
    meeting: Meeting, message: SaysWhoWasThere, situation: Situation
) -> Refusal | None:
    """The head was there, or the leader whom the head had named (practice of 乡长有约: a meeting with the
    head)."""
    leading = could_lead(meeting, situation)
    if set(leading) & set(message.attendance):
        return None
    expected = people_named(situation.directory, *leading)
    return refuse("head_not_there", "data.attendance", expected=expected)


def quorum_was_there(meeting: Meeting, message: SaysWhoWasThere, situation: Situation) -> Refusal | None:
    """A majority of all deputies was at a regular meeting (rules.meetings.quorum); at least one deputy at any
    other."""
    deputies = seated(meeting, situation)
    present, needed = len(set(message.attendance) & set(deputies)), needed_of(len(deputies), situation)
    if present >= (needed if meeting.kind == REGULAR else 1):
        return None
    if meeting.kind == REGULAR:
        return refuse("no_quorum", "data.attendance", present=present, deputies=len(deputies), needed=needed)
    return refuse("no_deputy_there", "data.attendance")


PEOPLE_WERE_RIGHT = (
    people_who_were_there_are_listed,
    only_invited_were_there,
    only_invited_were_on_leave,
    head_or_delegate_was_there,
    quorum_was_there,
)
"""What must be true of who was there, whether it is recorded or put right."""


def needed_of(deputies: int, situation: Situation) -> int:
    """How many of them must come: more than the share of the rule set, and never more than all."""
    return min(deputies, floor(situation.rules.meetings.quorum * deputies) + 1)


def seated(meeting: Meeting, situation: Situation) -> tuple[str, ...]:
    """The deputies when it was held; before that, those of now."""
    return meeting.seated or tuple(situation.directory.deputies)


def could_lead(meeting: Meeting, situation: Situation) -> tuple[str, ...]:
    """The head and the delegate when it was held; before that, those of now."""
    delegate = (meeting.delegate_id,) if meeting.delegate_id else ()
    return meeting.could_lead or (*situation.directory.holding(Role.HEAD), *delegate)


def with_people(meeting: Meeting, message: SaysWhoWasThere, situation: Situation) -> Meeting:
    """Who was there, on leave or absent, each person once. Who came all the same was not on leave."""
    there = tuple(dict.fromkeys(message.attendance))
    told = (Excuse(one.person_id, one.reason) for one in message.leave)
    excuses = _each_once((*meeting.excuses, *told))
    leave = tuple(one.person_id for one in excuses if one.person_id not in there)
    away = {*there, *leave}
    return replace(
        meeting,
        attendance=there,
        leave=leave,
        excuses=excuses,
        absent=tuple(id for id in meeting.invited if id not in away),
        seated=seated(meeting, situation),
        could_lead=could_lead(meeting, situation),
    )


@names(**dict.fromkeys(SEATED, "invited"))
def who_asks_is_invited(meeting: Meeting, message: AskLeave, situation: Situation) -> Refusal | None:
    """Leave is for who was invited (practice)."""
    if situation.actor.id in meeting.invited:
        return None
    return refuse("not_invited", "actorid", people=people_named(situation.directory, situation.actor.id))


def ask_leave(meeting: Meeting, message: AskLeave, situation: Situation) -> Meeting:
    """They cannot come; what they said last counts."""
    excuses = _each_once((*meeting.excuses, Excuse(situation.actor.id, message.reason)))
    return replace(meeting, excuses=excuses, leave=tuple(one.person_id for one in excuses))


def _each_once(excuses: Iterable[Excuse]) -> tuple[Excuse, ...]:
    return tuple({one.person_id: one for one in excuses}.values())


ATTENDING: tuple[Clause[Meeting], ...] = (
    Transition(
        BOOKED,
        AskLeave,
        None,
        LeaveAsked,
        SEATED,
        why="浙江省乡镇人大工作条例 2016: who cannot come asks for leave (请假), with the reason",
        guards=(who_asks_is_invited,),
        change=ask_leave,
    ),
)
