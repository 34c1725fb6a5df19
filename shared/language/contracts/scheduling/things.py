"""The published view of meetings (约见) with their agenda and outcomes."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.kernel.machine import Waiting
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Code, Contract, Id, Instant, Line, Prose
from shared.language.contracts.publication import Redaction

People = Annotated[tuple[Id, ...], Field(max_length=200)]


AGENDA_TOPIC = "topic"
"""The kind of an agenda entry about a topic."""


PointSettled = Literal["dealt_with", "answered", "carried_over", "dropped"]
"""What came of a point: an outcome or a report, an answer on the spot, another meeting, or nothing."""
DEALT_WITH: PointSettled = "dealt_with"
ANSWERED_THERE: PointSettled = "answered"
CARRIED_OVER: PointSettled = "carried_over"
DROPPED_THERE: PointSettled = "dropped"


class Exchange(Contract):
    """A question at a meeting, and the reply."""

    asked_by: Id
    question: Prose
    answered_by: Id
    reply: Prose


class AgendaEntry(Contract):
    """One point of an agenda: its subject, the rule that put it there, and what came of it."""

    kind: Code
    """``topic``, ``project``, ``promise``, ``item`` or ``submission``."""
    id: Id
    title: Line
    why: Code
    """The rule that put it there, e.g. ``topic_proposed``, ``project_report``, ``item_dissatisfied``."""
    carried: int = 0
    """How many meetings in a row have had it and carried it over."""
    result: PointSettled | None = None
    """What came of it; none: the meeting was not held yet, or before results were recorded."""
    said: Prose = ""
    """The answer given on the spot, or the reason for dropping it."""
    report: Prose = ""
    """What was reported of it."""
    reported_by: Id | None = None
    """The head, or who reported in the head's place."""
    exchanges: tuple[Exchange, ...] = ()
    """What was asked and replied, in order."""


class Outcome(Contract):
    """An outcome of a meeting. The office assigns it as an item."""

    outcome_id: Id
    title: Line
    topic_id: Id | None = None


class MeetingMove(Contract):
    """The meeting was to be on another day."""

    was: date
    """That day, Asia/Shanghai."""
    reason: Prose
    by: Id
    at: Instant


class MeetingCorrection(Contract):
    """Something that was recorded of the meeting was put right."""

    what: Code
    """``minutes``, ``outcome`` or ``attendance``."""
    outcome_id: Id | None = None
    was: Prose
    """The earlier version: the text, the outcome's words, or the ids of those who were there."""
    by: Id
    at: Instant
    reason: Prose


MEETING_PUBLISHED = "published"
"""The state from which on a meeting's outcomes may be assigned."""


class MeetingSnapshot(Contract):
    """A meeting. What is marked as inside is not in its public face."""

    meeting_id: Id
    kind: Code
    """``regular`` or ``on_demand``."""
    state: Code
    day: date
    """The day it is (or is asked) to be held, Asia/Shanghai."""
    room: Code | None = None
    address: Line | None = None
    """Where it is on the spot, instead of in a room."""
    closed: bool = False
    chair_id: Id | None = None
    """Who of the congress chairs it."""
    urgent_reason: Prose = ""
    """Why people were not given the notice that they are owed."""
    urgent_agreed_by: Id | None = None
    starts_at: Instant | None = None
    ends_at: Instant | None = None
    topic_id: Id | None = None
    item_id: Id | None = None
    promise_id: Id | None = None
    project_id: Id | None = None
    """What a meeting on demand was asked for: one of the four."""
    requested_by: Id | None = None
    requested_role: Code | None = None
    requested_at: Instant | None = None
    requested_reason: Prose = ""
    answer_due_on: date | None = None
    """The last day for the answer to a request."""
    proposed_day: date | None = None
    """The day that the head proposed and that is to be answered; none: it is the head's turn."""
    proposals: int = 0
    """How often another day was proposed, by either side."""
    accept_due_on: date | None = None
    """The last day for the deputy's answer to the day that the head proposed."""
    proposed_reason: Prose = ""
    declined_reason: Prose | None = None
    ask_again_on: date | None = None
    """A declined request: from then on deputies may ask about the same matter again."""
    cancelled_reason: Prose | None = None
    missed_reason: Prose | None = None
    ended_at: Instant | None = None
    """When it was declined, cancelled or recorded as missed."""
    first_day: date | None = None
    """The day that was first planned or asked for."""
    moves: tuple[MeetingMove, ...] = ()
    delegate_id: Id | None = None
    """Who meets the deputies in the head's place."""
    delegate_reason: Prose = ""
    convene_by: date | None = None
    """The last day for the invitation: afterwards the agenda could not be frozen in time."""
    invited: People = ()
    agenda: tuple[AgendaEntry, ...] = ()
    freeze_on: date | None = None
    """The first day on which the agenda may be frozen."""
    provisional: bool = False
    """Whether the day for the answer, or once it is convened that of freezing, may move, as the holidays of a
    year that decided it are not yet published."""
    frozen_at: Instant | None = None
    attendance: People = ()
    """Who was there; of a missed one, who came all the same."""
    leave: People = ()
    """Who said why they could not come, and did not. The reasons stay with the office."""
    absent: People = ()
    """Who was invited, did not come and had not said so."""
    outcomes: tuple[Outcome, ...] = ()
    held_at: Instant | None = None
    next_due_on: date | None = None
    """A regular meeting that was held: the day by which the next one is due."""
    next_on: date | None = None
    """The day for which the next one is planned."""
    next_missed: bool = False
    """No regular meeting followed by ``next_due_on``, and none that is planned will."""
    minutes: Prose = ""
    sent_back_reason: Prose = ""
    """Why confirmed minutes were last written anew."""
    corrections: tuple[MeetingCorrection, ...] = ()
    """What was put right, and how it was before; the latest is the last."""
    published_at: Instant | None = None
    assign_due_at: Instant | None = None
    """Until then the outcomes are assigned; none: there are none."""
    unassigned: tuple[Id, ...] = ()
    """The outcomes that have no item yet."""
    redactions: Annotated[tuple[Redaction, ...], INSIDE] = ()
    """What the office struck out, the earliest first."""
    waiting: tuple[Waiting, ...] = ()
    """Who has to act next, and by when."""
