"""A meeting (约见) of the head with deputies, and how commands change it. Days are Asia/Shanghai, instants UTC."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from shared.calendar import deadline
from shared.contracts.scheduling import (
    AcceptMeeting,
    AgendaEntry,
    CancelMeeting,
    ConveneMeeting,
    DeclineMeeting,
    DraftMinutes,
    HoldMeeting,
    Outcome,
    PlanMeeting,
    ProposeOtherTime,
    RequestMeeting,
)
from shared.ids import derived_id
from shared.state_machine import Situation

REGULAR = "regular"
ON_DEMAND = "on_demand"

REQUESTED = "requested"
PLANNED = "planned"
CONVENED = "convened"
FROZEN = "frozen"
IN_SESSION = "in_session"
MINUTES_DRAFT = "minutes_draft"
MINUTES_CONFIRMED = "minutes_confirmed"
PUBLISHED = "published"
DECLINED = "declined"
CANCELLED = "cancelled"

TO_COME = (REQUESTED, PLANNED, CONVENED, FROZEN)
OPEN = (*TO_COME, IN_SESSION)
"""While a meeting is in one of these, its topics are spoken for."""
BOOKED = (CONVENED, FROZEN)
"""Room and head are taken for its hours."""
STATES = (*OPEN, MINUTES_DRAFT, MINUTES_CONFIRMED, PUBLISHED, DECLINED, CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Mirrors ``MeetingSnapshot``; ``draft`` holds the minutes until they are public."""

    meeting_id: str
    version: int = 0
    state: str = ""
    kind: str
    day: date
    room: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    topic_id: str | None = None
    requested_by: str | None = None
    requested_at: datetime | None = None
    requested_reason: str = ""
    answer_due_on: date | None = None
    proposed_day: date | None = None
    proposed_reason: str = ""
    declined_reason: str | None = None
    cancelled_reason: str | None = None
    ended_at: datetime | None = None
    invited: tuple[str, ...] = ()
    agenda: tuple[AgendaEntry, ...] = ()
    freeze_on: date | None = None
    frozen_at: datetime | None = None
    attendance: tuple[str, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    held_at: datetime | None = None
    draft: str = ""
    minutes: str = ""
    published_at: datetime | None = None


def topics_of(meeting: Meeting) -> frozenset[str]:
    """The topics the meeting is about: the one it was asked for, and those on its agenda."""
    asked_for = {meeting.topic_id} if meeting.topic_id else set()
    return frozenset(asked_for | {entry.id for entry in meeting.agenda if entry.kind == "topic"})


def agreed_day(meeting: Meeting) -> date:
    """The day that accepting now would settle: the one last proposed, else the one asked for."""
    return meeting.proposed_day or meeting.day


def plan(_: None, message: PlanMeeting, situation: Situation) -> Meeting:
    """A regular meeting."""
    return Meeting(meeting_id=situation.new_id, kind=REGULAR, day=message.day, room=message.room)


def request(_: None, message: RequestMeeting, situation: Situation) -> Meeting:
    """A meeting on demand, to be answered within the days of the rule set."""
    answer = deadline(situation.now, situation.rules.meetings.request_answered_within, situation.calendar)
    return Meeting(
        meeting_id=situation.new_id,
        kind=ON_DEMAND,
        day=message.day,
        topic_id=message.topic_id,
        requested_by=situation.actor.id,
        requested_at=situation.now,
        requested_reason=message.reason,
        answer_due_on=answer.last_day,
    )


def propose(meeting: Meeting, message: ProposeOtherTime, situation: Situation) -> Meeting:
    """The head's day stands beside the one asked for until it is accepted."""
    return replace(meeting, proposed_day=message.day, proposed_reason=message.reason)


def accept(meeting: Meeting, message: AcceptMeeting, situation: Situation) -> Meeting:
    """The agreed day is the meeting's."""
    return replace(meeting, day=agreed_day(meeting))


def decline(meeting: Meeting, message: DeclineMeeting, situation: Situation) -> Meeting:
    """Why the head does not meet."""
    return replace(meeting, declined_reason=message.reason, ended_at=situation.now)


def cancel(meeting: Meeting, message: CancelMeeting, situation: Situation) -> Meeting:
    """Why it was called off; everything else stays visible."""
    return replace(meeting, cancelled_reason=message.reason, ended_at=situation.now)


def convene(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Meeting:
    """Room, hours and people, each person once; from these follows when the agenda is frozen."""
    agenda = situation.rules.agenda
    ahead = {
        REGULAR: agenda.regular_frozen_working_days_before,
        ON_DEMAND: agenda.on_demand_frozen_working_days_before,
    }[meeting.kind]
    return replace(
        meeting,
        room=message.room,
        starts_at=message.starts_at,
        ends_at=message.ends_at,
        invited=tuple(dict.fromkeys(message.invited)),
        freeze_on=situation.calendar.add_working_days(meeting.day, -ahead),
    )


def hold(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Meeting:
    """Who was there and what was agreed; the ids of outcomes follow from the message, like the meeting's own."""
    outcomes = tuple(
        Outcome(outcome_id=derived_id(situation.new_id, str(number)), title=agreed.title, topic_id=agreed.topic_id)
        for number, agreed in enumerate(message.outcomes, 1)
    )
    attendance = tuple(dict.fromkeys(message.attendance))
    return replace(meeting, attendance=attendance, outcomes=outcomes, held_at=situation.now)


def draft_minutes(meeting: Meeting, message: DraftMinutes, situation: Situation) -> Meeting:
    """A later draft replaces the earlier one."""
    return replace(meeting, draft=message.text)


def publish_minutes(meeting: Meeting, message: object, situation: Situation) -> Meeting:
    """The confirmed draft becomes public."""
    return replace(meeting, minutes=meeting.draft, published_at=situation.now)
