"""What others see of submissions (群众意见) and topics (议题), and what they are made of."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.messages.base import Bilingual, Code, CommandPart, Contract, Id, Instant, Line, Prose
from shared.language.codes.phone import Phone
from shared.language.codes.proof import Commitment

Submissions = Annotated[tuple[Id, ...], Field(max_length=500)]


Answers = Annotated[dict[Code, Line], Field(max_length=20)]
"""Code of a category's extra question → what the raiser answered; a choice by its code."""


class Contact(CommandPart):
    """How to reach the raiser. Kept apart from the submission and never published."""

    name: Line | None = None
    phone: Phone | None = None


AttachmentId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a kept file, in hexadecimal, as the upload answered it."""


class Attachment(Contract):
    """A photo or document that belongs to a submission. Everybody may know that it is there; few may see
    it."""

    attachment_id: AttachmentId
    media_type: str
    """What it truly is: ``image/jpeg``, ``image/png``, ``image/webp`` or ``application/pdf``."""
    size: int
    """Bytes."""


class AskedBack(Contract):
    """What the raiser was asked, and what came of it."""

    question: Prose
    asked_by: Id
    asked_at: Instant
    expires_at: Instant
    """Until then the matter waits for the raiser."""
    provisional: bool = False
    """Whether that moment may move, as the holidays of a year that decided it are not yet published."""
    needed: bool
    """Nothing can be done without the answer: if none comes, the matter is refused as having no content."""
    answer: Prose = ""
    ended_at: Instant | None = None
    """When the raiser answered or the question lapsed."""
    lapsed: bool = False


class Forwarding(Contract):
    """What lies with the county: asked of whom and why, how often it was reminded, and what came back."""

    to: Line
    why: Prose
    forwarded_at: Instant
    answer_due_at: Instant
    provisional: bool = False
    """Whether that moment may move, as the holidays of a year that decided it are not yet published."""
    reminded: int = 0
    answer: Prose = ""
    answered_at: Instant | None = None
    returned_reason: Prose = ""
    returned_at: Instant | None = None


class RaiserAnswer(Contract):
    """What one raiser was told about one item, in one round."""

    item_id: Id
    round: int
    result_class: Code
    text: Prose
    at: Instant


class Suggested(Contract):
    """What triage suggests for one field, how sure it is (0 to 1), and why."""

    value: Code
    confidence: Annotated[float, Field(ge=0, le=1)]
    by: Code
    """What decided: a ``rule``, the ``words``, the learned ``model``, ``both`` of these, or a ``default``."""
    why: Bilingual


class TriageSuggestion(Contract):
    """What triage (分类分办) suggests; people decide."""

    category: Suggested
    department: Suggested
    leader: Suggested
    deputy_group: Suggested | None = None
    """The village whose deputies should collate it; absent: any deputy of the township."""
    urgency: Suggested
    kind: Suggested
    admissible: Suggested
    """``yes``, or the code of the reason for which it is not admissible."""
    small_matter: Suggested
    """``yes`` or ``no``."""


SUBMISSION_RECEIVED, SUBMISSION_ACCEPTED = "received", "accepted"
SUBMISSION_REJECTED, SUBMISSION_WITHDRAWN = "rejected", "withdrawn"
"""States of a submission that other services ask about."""


class SubmissionSnapshot(Contract):
    """A submission as everybody may see it; phone and identity numbers in its text are masked."""

    submission_id: Id
    trace_code: str
    state: Code
    channel: Code
    title: Line
    text: Prose
    submitted_at: Instant
    kind: Code | None = None
    """``question``, ``suggestion``, ``complaint``, ``request`` or ``consultation``."""
    anonymous: bool = False
    """The raiser gave no name, and none is kept."""
    entered_by: Id | None = None
    """The deputy or clerk who entered it."""
    on_behalf: bool = False
    """They entered it for somebody else, who is the raiser."""
    proof: Commitment | None = None
    """The commitment to the raiser's secret: who shows the secret is the raiser. It leads nobody to the
    secret."""
    village: Code | None = None
    address: Line = ""
    """Where it is, in words."""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    urgency: Code | None = None
    """``danger``, ``utility``, ``ordinary`` or ``complex``: as triage suggests it until the office says
    otherwise."""
    category: Code | None = None
    """The raiser's own choice until the office names one."""
    details: Answers = Field(default_factory=dict)
    """Answers to the extra questions of its category."""
    attachments: tuple[Attachment, ...] = ()
    topic_id: Id | None = None
    item_id: Id | None = None
    """The latest item that deals with it."""
    department: Code | None = None
    accepted_at: Instant | None = None
    refused_reason: Code | None = None
    refused_basis: Prose | None = None
    """The law or rule that the refusal stands on."""
    refused_where_to_go: Prose | None = None
    refused_note: Prose = ""
    asked_back: tuple[AskedBack, ...] = ()
    """Questions to the raiser, the latest last."""
    counts_from: Instant | None = None
    """From when the time without an answer counts: later than ``submitted_at`` by the time it waited for the
    raiser."""
    forwardings: tuple[Forwarding, ...] = ()
    """Each time that it went up to the county."""
    supporters: int = 0
    """How many others have said that it concerns them too; each person counts once."""
    untold_since: Instant | None = None
    """Since when there is an answer, a refusal or the county's word that the raiser is not known to have
    got."""
    told_at: Instant | None = None
    told_how: Code | None = None
    """``read`` by the raiser, or told by ``phone``, ``visit``, ``message`` or ``letter``."""
    erased_at: Instant | None = None
    """When the original words and the contact were erased; what is left names nobody."""
    erased_why: Code | None = None
    """``retention``: their time was over; ``request``: the raiser wanted it."""
    erased_batch: Code | None = None
    """What was erased together has the same: the day, in Asia/Shanghai."""
    released_reason: Prose = ""
    """Why the topic that it was part of let it go."""
    edited_at: Instant | None = None
    """When the raiser last changed their words."""
    answers: tuple[RaiserAnswer, ...] = ()
    closed_at: Instant | None = None


class TextChange(Contract):
    """One change of a topic's words: what they were before, and what changed."""

    title: Line
    text: Prose
    changed_by: Id
    changed_at: Instant
    why: Prose
    diff: Prose
    """From these words to the next: what was taken out in 〔-…-〕, what was put in in 〔+…+〕."""


class Recusal(Contract):
    """A deputy keeps out of it, having an interest of their own."""

    deputy_id: Id
    reason: Prose
    recorded_by: Id
    at: Instant


TOPIC_PROPOSED, TOPIC_MEETING_REQUESTED = "proposed", "meeting_requested"
TOPIC_SCHEDULED, TOPIC_DROPPED = "scheduled", "dropped"
"""States of a topic that other services ask about."""


class TopicSnapshot(Contract):
    """A topic: what several submissions have in common, put to a meeting."""

    topic_id: Id
    state: Code
    title: Line
    text: Prose
    origin: Code
    """``deputy`` (代表出题) or ``government`` (政府点题)."""
    lead_id: Id
    co_signers: tuple[Id, ...] = ()
    confirmed_by: tuple[Id, ...] = ()
    """The co-signers who have said themselves that they stand behind it and its lead."""
    recusals: tuple[Recusal, ...] = ()
    submission_ids: tuple[Id, ...] = ()
    supporters: int = 0
    """How many people support its submissions; who supports several counts once."""
    over_threshold_at: Instant | None = None
    """Since when enough stand behind it for a meeting, by the rules (topics)."""
    text_changes: tuple[TextChange, ...] = ()
    """The earlier words, the first ones first."""
    project_id: Id | None = None
    meeting_id: Id | None = None
    item_ids: tuple[Id, ...] = ()
    closed_item_ids: tuple[Id, ...] = ()
    created_at: Instant
    dropped_reason: Prose | None = None
