"""The published view of topics (议题), and its parts."""

from typing import Annotated

from shared.kernel.machine import Waiting
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Code, Contract, Id, Instant, Line, Prose
from shared.language.contracts.publication import Redaction


class TextChange(Contract):
    """One change of a topic's words: the earlier words."""

    title: Line
    text: Prose
    changed_by: Id
    changed_at: Instant
    why: Prose


class Recusal(Contract):
    """A deputy's recusal: they have an interest of their own in the topic."""

    deputy_id: Id
    reason: Annotated[Prose, INSIDE] = ""
    recorded_by: Id
    at: Instant


TOPIC_PROPOSED, TOPIC_MEETING_REQUESTED = "proposed", "meeting_requested"
TOPIC_SCHEDULED, TOPIC_DROPPED = "scheduled", "dropped"
"""States of a topic that other services ask about."""


class TopicSnapshot(Contract):
    """A topic: the common matter of several submissions, put to a meeting."""

    topic_id: Id
    state: Code
    title: Line
    text: Prose
    origin: Code
    """``deputy`` (代表出题) or ``government`` (政府点题)."""
    lead_id: Id
    co_signers: tuple[Id, ...] = ()
    confirmed_by: tuple[Id, ...] = ()
    """The co-signers who have confirmed themselves that they support the topic and its lead."""
    recusals: tuple[Recusal, ...] = ()
    submission_ids: tuple[Id, ...] = ()
    supporters: int = 0
    """The number of people who support its submissions. A person who supports several counts once."""
    over_threshold_at: Instant | None = None
    """The time since which enough people support it for a meeting, by the rules (topics)."""
    text_changes: tuple[TextChange, ...] = ()
    """The earlier words, the first ones first."""
    project_id: Id | None = None
    meeting_id: Id | None = None
    item_ids: tuple[Id, ...] = ()
    closed_item_ids: tuple[Id, ...] = ()
    met_in: tuple[Id, ...] = ()
    """The meetings that had it and brought nothing about, so that it came back."""
    created_at: Instant
    dropped_reason: Prose | None = None
    redactions: Annotated[tuple[Redaction, ...], INSIDE] = ()
    """What the office struck out, the earliest first."""
    waiting: tuple[Waiting, ...] = ()
    """Who has to act, by when, and who hears of it until they do."""
