"""A meeting (约见) of the head with deputies: its fields and states. Days are Asia/Shanghai, instants UTC."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.language.contracts.publication import Redaction
from shared.language.contracts.scheduling import (
    AGENDA_TOPIC,
    CARRIED_OVER,
    MEETING_PUBLISHED,
    AgendaEntry,
    MeetingCorrection,
    MeetingMove,
    Outcome,
)
from shared.language.waiting import Waiting

REGULAR = "regular"
ON_DEMAND = "on_demand"

REQUESTED = "requested"
PLANNED = "planned"
CONVENED = "convened"
FROZEN = "frozen"
IN_SESSION = "in_session"
MINUTES_DRAFT = "minutes_draft"
MINUTES_CONFIRMED = "minutes_confirmed"
PUBLISHED = MEETING_PUBLISHED
DECLINED = "declined"
CANCELLED = "cancelled"
MISSED = "missed"

TO_COME = (REQUESTED, PLANNED, CONVENED, FROZEN)
OPEN = (*TO_COME, IN_SESSION)
"""While a meeting is in one of these, its topics are spoken for."""
BOOKED = (CONVENED, FROZEN)
"""Room and head are taken for its hours."""
HELD = (IN_SESSION, MINUTES_DRAFT, MINUTES_CONFIRMED, PUBLISHED)
"""It took place."""
OF_THE_SERIES = (*HELD, MISSED)
"""Its day is over: another one follows a regular one."""
STATES = (*TO_COME, *HELD, DECLINED, CANCELLED, MISSED)


@dataclass(frozen=True, slots=True)
class Excuse:
    """Why somebody who is invited cannot come."""

    person_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Mirrors ``MeetingSnapshot``; ``draft`` holds the minutes until they are public."""

    meeting_id: str
    version: int = 0
    state: str = ""
    kind: str
    day: date
    room: str | None = None
    address: str | None = None
    closed: bool = False
    chair_id: str | None = None
    urgent_reason: str = ""
    urgent_agreed_by: str | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    topic_id: str | None = None
    item_id: str | None = None
    promise_id: str | None = None
    project_id: str | None = None
    requested_by: str | None = None
    requested_role: str | None = None
    requested_at: datetime | None = None
    requested_reason: str = ""
    answer_due_on: date | None = None
    answer_from: datetime | None = None
    """When the head's time began anew, as another day was wanted."""
    answer_within: str = ""
    """The time that the head was given to answer, as a rule set writes it."""
    proposed_day: date | None = None
    proposals: int = 0
    accept_due_on: date | None = None
    proposed_reason: str = ""
    declined_reason: str | None = None
    ask_again_on: date | None = None
    cancelled_reason: str | None = None
    missed_reason: str | None = None
    ended_at: datetime | None = None
    first_day: date | None = None
    moves: tuple[MeetingMove, ...] = ()
    delegate_id: str | None = None
    delegate_reason: str = ""
    convene_by: date | None = None
    convened_at: datetime | None = None
    invited: tuple[str, ...] = ()
    agenda: tuple[AgendaEntry, ...] = ()
    freeze_on: date | None = None
    frozen_before: int = 0
    """The number of working days from ``freeze_on`` to the meeting."""
    provisional: bool = False
    """The last of ``answer_due_on`` and ``freeze_on`` to be set may move with holidays that are not yet
    published."""
    frozen_at: datetime | None = None
    attendance: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    """Why those on leave cannot come: for the office, not for everybody."""
    absent: tuple[str, ...] = ()
    seated: tuple[str, ...] = ()
    """The deputies there were when it was held: a quorum is counted among them."""
    could_lead: tuple[str, ...] = ()
    """The head and the delegate of that day."""
    outcomes: tuple[Outcome, ...] = ()
    held_at: datetime | None = None
    next_due_on: date | None = None
    next_on: date | None = None
    next_missed: bool = False
    draft: str = ""
    sent_back_reason: str = ""
    corrections: tuple[MeetingCorrection, ...] = ()
    minutes: str = ""
    published_at: datetime | None = None
    assign_due_at: datetime | None = None
    unassigned: tuple[str, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    waiting: tuple[Waiting, ...] = ()


def topics_of(meeting: Meeting) -> frozenset[str]:
    """The topics the meeting is about: the one it was asked for, and those on its agenda; those that it
    carried over are another's."""
    asked_for = {meeting.topic_id} if meeting.topic_id else set()
    on_agenda = {entry.id: entry.result for entry in meeting.agenda if entry.kind == AGENDA_TOPIC}
    carried_over = {id for id, result in on_agenda.items() if result == CARRIED_OVER}
    return frozenset((asked_for | set(on_agenda)) - carried_over)
