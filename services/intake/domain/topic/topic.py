"""A topic (议题): the common matter of several submissions, put to a meeting."""

from dataclasses import dataclass, replace
from datetime import datetime

from shared.kernel.machine import Waiting
from shared.language.contracts.intake import Recusal, TextChange
from shared.language.contracts.intake.topic_states import (
    BEING_HANDLED,
    CLOSED,
    COLLECTING,
    DISCUSSED,
    DROPPED,
    MEETING_REQUESTED,
    PROPOSED,
    SCHEDULED,
)
from shared.language.contracts.publication import Redaction

OPEN_TO_CHANGE = (COLLECTING, PROPOSED)
"""No meeting has it yet: its lead and the office may still change it."""
AWAITING_MEETING = (PROPOSED, MEETING_REQUESTED, SCHEDULED)
STATES = (COLLECTING, *AWAITING_MEETING, DISCUSSED, BEING_HANDLED, CLOSED, DROPPED)

BEFORE_THE_MEETING = (COLLECTING, *AWAITING_MEETING)
"""Deputies may still come to stand behind it."""
WHILE_ALIVE = (*BEFORE_THE_MEETING, DISCUSSED, BEING_HANDLED)

BY_DEPUTY = "deputy"
BY_GOVERNMENT = "government"


@dataclass(frozen=True, slots=True)
class Topic:
    """``meeting_news_at`` is when the latest request or agenda that speaks of it was made, for telling old
    from new."""

    topic_id: str
    title: str
    text: str
    origin: str
    lead_id: str
    created_at: datetime
    co_signers: tuple[str, ...] = ()
    confirmed_by: tuple[str, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    supporters: int = 0
    over_threshold_at: datetime | None = None
    text_changes: tuple[TextChange, ...] = ()
    submission_ids: tuple[str, ...] = ()
    project_id: str | None = None
    meeting_id: str | None = None
    meeting_news_at: datetime | None = None
    item_ids: tuple[str, ...] = ()
    closed_item_ids: tuple[str, ...] = ()
    dropped_reason: str | None = None
    met_in: tuple[str, ...] = ()
    """The meetings that had it and brought nothing about."""
    redactions: tuple[Redaction, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    state: str = ""
    version: int = 0

    @property
    def recused(self) -> frozenset[str]:
        """The deputies who keep out of it."""
        return frozenset(recusal.deputy_id for recusal in self.recusals)


def without_signature_of(topic: Topic, deputy: str) -> Topic:
    """The topic as it is when that deputy does not stand behind it."""
    return replace(
        topic,
        co_signers=tuple(id for id in topic.co_signers if id != deputy),
        confirmed_by=tuple(id for id in topic.confirmed_by if id != deputy),
    )
