"""A submission (群众意见): the matter that somebody raised, its way, and the answers to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from shared.kernel.machine import Waiting
from shared.language.contracts.intake import (
    AskedBack,
    Attachment,
    Forwarding,
    HandedBack,
    Posted,
    Published,
    RaiserAnswer,
    Reclassified,
    Remark,
    Reopening,
    ReplyCorrection,
    SpokenAnswer,
    TriageSuggestion,
)
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    FAST_LANE,
    FORWARDED,
    MERGED,
    NEED_INFO,
    RECEIVED,
    REJECTED,
    SPLIT,
    WITHDRAWN,
)
from shared.language.contracts.publication import Redaction

TAKEN_ON = (ACCEPTED, NEED_INFO, MERGED, FAST_LANE, ANSWERED)
"""It may belong to items that are not finished."""
FINAL = (CLOSED, REJECTED, WITHDRAWN, SPLIT)
"""The retention time of the data that leads to the raiser runs. A closed one may be taken up again."""
UNFINISHED = (RECEIVED, NEED_INFO, ACCEPTED, MERGED, FAST_LANE, FORWARDED, ANSWERED)
"""Something may still come of it."""
STATES = (RECEIVED, *TAKEN_ON, FORWARDED, CLOSED, REJECTED, WITHDRAWN, SPLIT)


@dataclass(frozen=True, slots=True)
class Submission:
    """``title`` and ``text`` are masked: the house reads them, and everybody what is ``published`` of them.
    The original words are kept and never leave."""

    submission_id: str
    trace_code: str
    channel: str
    title: str
    text: str
    original_title: str
    original_text: str
    submitted_at: datetime
    published: Published | None = None
    earlier_published: tuple[Published, ...] = ()
    unpublished_why: str = ""
    made_confidential: int = 0
    confidings: int = 0
    confidential_why: str = ""
    recused: tuple[str, ...] = ()
    kind: str | None = None
    anonymous: bool = False
    raised_at: datetime | None = None
    entered_by: str | None = None
    entered_from: str | None = None
    """The sender for which a partner's agent entered it; None: no agent did."""
    on_behalf: bool = False
    proof: str | None = None
    request_digest: str | None = None
    """The hash of the request under an idempotency key, to tell the same request from another; SHA-256 in
    hexadecimal."""
    village: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    address: str = ""
    urgency: str | None = None
    category: str | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    split_into: tuple[str, ...] = ()
    split_from: str | None = None
    topic_id: str | None = None
    item_ids: tuple[str, ...] = ()
    closed_item_ids: tuple[str, ...] = ()
    left_items: Mapping[str, int] = field(default_factory=dict)
    """Items that were said not to deal with it → how many corrections they had by then."""
    department: str | None = None
    item_title: str = ""
    first_sent_at: datetime | None = None
    visit_id: str | None = None
    finding_id: str | None = None
    handed_back: tuple[HandedBack, ...] = ()
    accepted_at: datetime | None = None
    refused_reason: str | None = None
    refused_basis: str | None = None
    refused_where_to_go: str | None = None
    refused_note: str = ""
    asked_back: tuple[AskedBack, ...] = ()
    informed: tuple[str, ...] = ()
    """The raiser's own answers to questions, unmasked."""
    counts_from: datetime | None = None
    forwardings: tuple[Forwarding, ...] = ()
    triage: TriageSuggestion | None = None
    """The latest suggestion; published once, with the event that it belongs to."""
    raiser_key: str | None = None
    """A key for the person who raised it, made as for supporters."""
    supported_by: tuple[str, ...] = ()
    """A key for each person who supports it; leads back to nobody without trying all numbers."""
    untold_since: datetime | None = None
    news_at: datetime | None = None
    """When the newest of what the raiser is to be told came."""
    told_at: datetime | None = None
    told_how: str | None = None
    posted: Posted | None = None
    erased_at: datetime | None = None
    erased_why: str | None = None
    erased_batch: str | None = None
    released_reason: str = ""
    released_from: tuple[str, ...] = ()
    reclassified: tuple[Reclassified, ...] = ()
    reopened: tuple[Reopening, ...] = ()
    reply_corrections: tuple[ReplyCorrection, ...] = ()
    remark: Remark | None = None
    withdrawn_as: str | None = None
    edited_at: datetime | None = None
    earlier_texts: tuple[str, ...] = ()
    """Title and text, unmasked, as they were before each change by the raiser."""
    answers: tuple[RaiserAnswer, ...] = ()
    spoken_answer: SpokenAnswer | None = None
    closed_at: datetime | None = None
    redactions: tuple[Redaction, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    state: str = ""
    version: int = 0

    @property
    def confidential(self) -> bool:
        """It is the house's alone."""
        return self.made_confidential > 0

    @property
    def supporters(self) -> int:
        """How many people support it."""
        return len(self.supported_by)

    @property
    def in_hand(self) -> bool:
        """An item deals with it that is not finished and did not come back."""
        return not set(self.item_ids) <= set(self.closed_item_ids)

    @property
    def item_id(self) -> str | None:
        """The latest item that deals with it."""
        return self.item_ids[-1] if self.item_ids else None
