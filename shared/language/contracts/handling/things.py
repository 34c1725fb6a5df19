"""The published view of items (办理事项) and their supervision (督办)."""

from datetime import date
from typing import Annotated

from shared.kernel.machine import Waiting
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import (
    Bilingual,
    Code,
    Contract,
    Id,
    Instant,
    Line,
    Prose,
)
from shared.language.contracts.handling.congress_things import BothSides, CongressDecision
from shared.language.contracts.handling.correcting_things import AnswerBefore, AssignmentBefore
from shared.language.contracts.handling.objecting_things import Objection, PublicationDecision
from shared.language.contracts.handling.supervision_things import KeyMark, Notice, Supervised
from shared.language.contracts.publication import Extent, Redaction


class Decline(Contract):
    """A department's refusal: one hop."""

    department: Code
    held_since: Instant
    """When the department had been given the item."""
    reason: Prose
    at: Instant
    consented_at: Instant | None = None
    rejected_at: Instant | None = None
    rejected_reason: Prose = ""
    days: int | None = None
    """Calendar days that the item was with the department, until another was named; none: it still is."""


class Contacted(Contract):
    """One of the three contacts (面商) with a deputy before the answer."""

    deputy_id: Id
    how: Annotated[Line, INSIDE] = ""
    at: Instant
    round: int


class Progress(Contract):
    """A report of progress on an item."""

    text: Prose
    by: Id
    at: Instant


class CoOpinion(Contract):
    """A co-handling department's opinion, given to the lead."""

    department: Code
    text: Prose
    at: Instant


class Extension(Contract):
    """A request for more time, and its decision."""

    reason: Prose
    until: date
    asked_at: Instant
    decided_at: Instant | None = None
    approved: bool | None = None
    was_due_at: Instant | None = None
    """When time was up before it was granted; if that was over by then, the item counts as late."""
    refused_reason: Prose = ""
    undecided_at: Instant | None = None
    """When time was up and nobody had decided."""
    told: tuple[Id, ...] = ()
    """The deputies who hear of it, as the platform knows them; raisers are told by intake."""


CLASS_SOLVED, CLASS_BEING_SOLVED, CLASS_LATER = "A", "B", "C"
"""Result classes that other services ask about; B and C come with a promise."""


class Answer(Contract):
    """A published answer."""

    round: int
    result_class: Code
    """``A`` solved, ``B`` being solved, ``C`` later, ``D`` for reference."""
    text: Annotated[Prose, INSIDE] = ""
    """The whole answer, as the deputies and the raisers are given it."""
    extent: Extent = "full"
    """How far it is public, as who answered or published it decided."""
    public_text: Prose = ""
    """What everybody reads of it: all, or a summary in the words of who decided."""
    not_public_because: Prose = ""
    """Why nobody else reads it."""
    plan: Annotated[Prose, INSIDE] = ""
    """What everybody reads of it stands on the promise."""
    promised_on: date | None = None
    promise_id: Id | None = None
    reasons: Annotated[Prose, INSIDE] = ""
    signed_by: Id | None = None
    published_at: Instant
    due_on: date
    late: bool
    opinions_missing: tuple[Code, ...] = ()
    """The co-handlers who were late with their opinion by then."""
    corrections: tuple[AnswerBefore, ...] = ()
    """How it read before each correction."""


class Reopened(Contract):
    """The raiser of a small matter was not satisfied with the answer of that round."""

    round: int
    reason: Annotated[Prose, INSIDE] = ""
    at: Instant


ITEM_ANSWERED, ITEM_SATISFIED, ITEM_ARCHIVED = "answered", "satisfied", "archived"
ITEM_RETURNED, ITEM_DECIDED, ITEM_UNRATED = "returned", "decided", "unrated"
"""States of an item that other services ask about."""


class ItemSnapshot(Contract):
    """An item as everybody entitled may see it; drafts are not in it."""

    item_id: Id
    title: Line
    state: Code
    fast_lane: bool
    confidential: bool = False
    """Its matter is the house's alone, and so is all that becomes of it."""
    confidings: Annotated[int, INSIDE] = 0
    """How often the office had decided that of the matter: later news counts."""
    recused: Annotated[tuple[Id, ...], INSIDE] = ()
    """The people whom the matter concerns, and who keep out of the topic: they may not act on it."""
    urgency: Code | None = None
    """The class of the most urgent of its submissions, ``danger``; none: nobody knows it."""
    topic_id: Id | None = None
    meeting_id: Id | None = None
    outcome_id: Id | None = None
    visit_id: Id | None = None
    finding_id: Id | None = None
    """The visit and the finding of which it was assigned."""
    basis: Prose = ""
    """What makes it the department's, if it was assigned without a meeting."""
    assigned_because: Prose = ""
    """Why it was not left to a meeting."""
    submission_ids: tuple[Id, ...]
    deputies: tuple[Id, ...] = ()
    """Those who led its topic or had signed it when it was assigned: they hear what becomes of it."""
    lead: Code
    co_handlers: tuple[Code, ...] = ()
    leader: Id | None = None
    """The leader in charge (分管领导) of the lead on the day of this news, by the township's lists; the head
    where the lead has none. A closed item keeps who was."""
    rule: Code
    """The reply rule of the rule set, e.g. ``three_months``."""
    assigned_at: Instant
    """The first assignment (交办)."""
    designated_at: Instant
    """Since when the lead has it: from then on it may decline for some days."""
    designated_by_head: bool = False
    """Whether the head has named the lead, which is final."""
    clock_started_at: Instant
    """The start of the clock in force: the first assignment, or the order to do it again."""
    due_on: date
    """The last day, Asia/Shanghai."""
    due_at: Instant
    """The instant at which time is up: 24:00 of ``due_on``, or the exact one for a time in hours."""
    due_why: Bilingual
    provisional: bool = False
    """Whether the due day may move, as the holidays of a year that decided it are not yet published."""
    acknowledged_at: Instant | None = None
    round: int = 1
    """1 plus the number of times it was done again."""
    declines: tuple[Decline, ...] = ()
    assignment_corrections: tuple[AssignmentBefore, ...] = ()
    """How the office had assigned it before each correction."""
    hops: int = 0
    redesignations: int = 0
    contacts: tuple[Contacted, ...] = ()
    co_opinions: tuple[CoOpinion, ...] = ()
    progress: tuple[Progress, ...] = ()
    extensions: tuple[Extension, ...] = ()
    answers: tuple[Answer, ...] = ()
    objections: Annotated[tuple[Objection, ...], INSIDE] = ()
    """Of deputies, to how far an answer is public; the one spoken of last stands last."""
    publication_decisions: Annotated[tuple[PublicationDecision, ...], INSIDE] = ()
    """The office's, after the first one; the latest last."""
    supervisions: tuple[Supervised, ...] = ()
    notices: tuple[Notice, ...] = ()
    """Notices that the lead department answers in writing, with their answers; withdrawn ones stay."""
    key_marks: tuple[KeyMark, ...] = ()
    """It is a key item (重点督办件) if the mark of the last one was not taken off."""
    ballot_id: Id | None = None
    reopened: tuple[Reopened, ...] = ()
    """The raiser's refusals of the answers to a small matter, each with its reason."""
    referred_at: Instant | None = None
    """When the deputies' last ballot turned to the congress."""
    both_sides: tuple[BothSides, ...] = ()
    """The talks of both sides before the congress decided."""
    decisions: tuple[CongressDecision, ...] = ()
    """The congress's decision, as it was recorded; the last counts, the others were corrected."""
    returned_reason: Prose = ""
    """Why a small matter went back to the office's queue."""
    unrated_note: Prose = ""
    """The office's note: how it ends, as no ballot has said anything."""
    closed_at: Instant | None = None
    redactions: Annotated[tuple[Redaction, ...], INSIDE] = ()
    """What the office struck out, the earliest first."""
    waiting: tuple[Waiting, ...] = ()
    """Who has to act, and by when."""
