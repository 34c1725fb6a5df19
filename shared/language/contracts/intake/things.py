"""The published view of submissions (群众意见), and its parts."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from shared.kernel.machine import Waiting
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Code, CommandPart, Contract, Id, Instant, Line, Prose
from shared.language.codes.phone import Phone
from shared.language.codes.proof import Commitment
from shared.language.contracts import texts
from shared.language.contracts.intake.history_things import (
    Posted,
    Reclassified,
    Remark,
    Reopening,
    ReplyCorrection,
)
from shared.language.contracts.intake.published_things import Published
from shared.language.contracts.publication import Redaction

Submissions = Annotated[tuple[Id, ...], Field(max_length=500)]


Answers = Annotated[dict[Code, texts.Line], Field(max_length=20)]
"""Code of a category's extra question → the raiser's answer; a choice by its code."""


class Contact(CommandPart):
    """How to reach the raiser. Kept apart from the submission and never published."""

    name: texts.Secret | None = None
    phone: Phone | None = None


AttachmentId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a kept file, in hexadecimal, as the upload answered it."""


class Attachment(Contract):
    """A photo or document of a submission. The house knows that it exists, and few may see it."""

    attachment_id: AttachmentId
    media_type: str
    """The true type of the file: ``image/jpeg``, ``image/png``, ``image/webp`` or ``application/pdf``."""
    size: int
    """Bytes."""


class AskedBack(Contract):
    """A question to the raiser, and its outcome."""

    question: Annotated[Prose, INSIDE] = ""
    """What is asked is between the office and the raiser."""
    asked_by: Id
    asked_at: Instant
    expires_at: Instant
    """Until then the matter waits for the raiser."""
    within: Line = ""
    """The time that the raiser was given, as a rule set writes it: ``5 calendar_days``."""
    provisional: bool = False
    """Whether that moment may move, as the holidays of a year that decided it are not yet published."""
    needed: bool
    """Nothing can be done without the answer: if none comes, the matter is refused as having no content."""
    answer: Annotated[Prose, INSIDE] = ""
    ended_at: Instant | None = None
    """When the raiser answered or the question lapsed."""
    lapsed: bool = False


class Forwarding(Contract):
    """A matter handed up to the county: the office asked, the reason, the number of reminders, and the
    reply."""

    to: Line
    why: Annotated[Prose, INSIDE] = ""
    forwarded_at: Instant
    answer_due_at: Instant
    within: Line = ""
    """The time that the county was given, as a rule set writes it: ``30 calendar_days``."""
    provisional: bool = False
    """Whether that moment may move, as the holidays of a year that decided it are not yet published."""
    reminded: int = 0
    answer: Annotated[Prose, INSIDE] = ""
    answered_at: Instant | None = None
    returned_reason: Annotated[Prose, INSIDE] = ""
    """Why the county gave it back, or why the office took it back."""
    returned_at: Instant | None = None


class HandedBack(Contract):
    """A small matter that came back to the office: from which item, and why."""

    item_id: Id
    reason: Annotated[Prose, INSIDE] = ""
    at: Instant
    refused_by_raiser: bool = False
    """The raiser was not satisfied with what was done, twice; else the department or the office sent it
    back."""


class RaiserAnswer(Contract):
    """The answer given to one raiser about one item, in one round."""

    item_id: Id
    round: int
    result_class: Code
    text: Annotated[Prose, INSIDE] = ""
    """The whole answer; what is public of it stands on the item."""
    at: Instant
    earlier: Annotated[tuple[Prose, ...], INSIDE] = ()
    """How it read before each correction."""
    corrected_because: Annotated[Prose, INSIDE] = ""


class SpokenAnswer(Contract):
    """The answer that a meeting gave on the spot, or that somebody gave to a word of mouth."""

    meeting_id: Id | None = None
    text: Annotated[Prose, INSIDE] = ""
    by: Id | None = None
    """Who answered; none: the meeting did."""
    at: Instant


SUBMISSION_REJECTED, SUBMISSION_WITHDRAWN, SUBMISSION_SPLIT = "rejected", "withdrawn", "split"
"""States of a submission that other services ask about."""


class SubmissionSnapshot(Contract):
    """A submission as it stands. Its words are the house's, masked; everybody reads what is ``published``,
    and until then category, village and day."""

    submission_id: Id
    trace_code: str
    state: Code
    channel: Code
    title: Annotated[Line, INSIDE] = ""
    text: Annotated[Prose, INSIDE] = ""
    published: Published | None = None
    """None: nobody has published it, or the office decided against it."""
    earlier_published: Annotated[tuple[Published, ...], INSIDE] = ()
    """What everybody read before, the first ones first."""
    unpublished_why: Annotated[Prose, INSIDE] = ""
    """Why the office does not publish it."""
    confidential: bool = False
    """It is the house's alone. Others read this once, as the last of a matter that they knew."""
    made_confidential: Annotated[int, INSIDE] = 0
    """How often that was said since it last was as others are."""
    confidings: Annotated[int, INSIDE] = 0
    """How often the office has decided whether it is; 0: it is as it was raised."""
    confidential_why: Annotated[Prose, INSIDE] = ""
    recused: Annotated[tuple[Id, ...], INSIDE] = ()
    """The people whom it concerns: they may not act on it."""
    submitted_at: Instant
    raised_at: Instant | None = None
    """When the raiser said it, where it was handed in later than that."""
    kind: Code | None = None
    """``question``, ``suggestion``, ``complaint``, ``request``, ``consultation`` or ``praise``."""
    anonymous: bool = False
    """The raiser gave no name, and none is kept."""
    entered_by: Annotated[Id | None, INSIDE] = None
    """The deputy, clerk or partner's agent who entered it."""
    on_behalf: bool = False
    """They entered it for somebody else, who is the raiser."""
    proof: Annotated[Commitment | None, INSIDE] = None
    """The commitment to the raiser's secret. A person who shows the secret counts as the raiser. The secret
    cannot be found from the commitment."""
    village: Code | None = None
    address: Annotated[Line, INSIDE] = ""
    """The place, in words."""
    latitude: Annotated[Decimal | None, INSIDE] = None
    longitude: Annotated[Decimal | None, INSIDE] = None
    urgency: Code | None = None
    """``danger``, ``utility``, ``ordinary`` or ``complex``: as triage suggests until the office decides."""
    category: Code | None = None
    """The raiser's own choice until the office names one."""
    details: Annotated[Answers, INSIDE] = Field(default_factory=dict)
    """Answers to the extra questions of its category."""
    attachments: Annotated[tuple[Attachment, ...], INSIDE] = ()
    split_into: tuple[Id, ...] = ()
    """The submissions that its matters have become; it has ended."""
    split_from: Id | None = None
    """The submission of which it was one matter."""
    topic_id: Id | None = None
    item_id: Id | None = None
    """The latest item that deals with it."""
    department: Code | None = None
    item_title: Line = ""
    """What the office called it when it sent it to a department."""
    first_sent_at: Instant | None = None
    """When it was first sent to a department that has not answered it: the clock of a small matter runs from
    then, however often it comes back."""
    visit_id: Id | None = None
    finding_id: Id | None = None
    """The visit and the finding of which it was raised."""
    handed_back: tuple[HandedBack, ...] = ()
    """One entry for each time that a small matter came back from a department."""
    accepted_at: Instant | None = None
    refused_reason: Code | None = None
    refused_basis: Prose | None = None
    """The law or rule that the refusal stands on."""
    refused_where_to_go: Prose | None = None
    refused_note: Annotated[Prose, INSIDE] = ""
    asked_back: tuple[AskedBack, ...] = ()
    """Questions to the raiser, the latest last."""
    counts_from: Instant | None = None
    """From when the time without an answer counts: later than ``submitted_at`` by the time it waited for the
    raiser."""
    forwardings: tuple[Forwarding, ...] = ()
    """One entry for each time that it went up to the county."""
    supporters: int = 0
    """The number of others who have said that it concerns them too; each person counts once."""
    untold_since: Instant | None = None
    """The time since which there is an answer, a refusal or a reply of the county that the raiser is not
    known to have got."""
    told_at: Instant | None = None
    posted: Posted | None = None
    """The raiser could not be reached: where the latest reply hangs instead. They do not count as told."""
    told_how: Code | None = None
    """``read`` by the raiser, or told by ``phone``, ``visit``, ``message`` or ``letter``."""
    erased_at: Instant | None = None
    """The time at which the original words and the contact were erased. The remaining data names nobody."""
    erased_why: Code | None = None
    """``retention``: their time was over; ``request``: the raiser wanted it."""
    erased_batch: Code | None = None
    """The batch of the erasure: the day, in Asia/Shanghai. Submissions that were erased together have the
    same."""
    released_reason: Annotated[Prose, INSIDE] = ""
    """The reason why its topic let it go."""
    released_from: Annotated[tuple[Id, ...], INSIDE] = ()
    """The topics that had it and let it go: they may still say its words."""
    reclassified: tuple[Reclassified, ...] = ()
    reopened: tuple[Reopening, ...] = ()
    reply_corrections: tuple[ReplyCorrection, ...] = ()
    remark: Remark | None = None
    """Said by word of mouth: where, and when."""
    withdrawn_as: Code | None = None
    """The role in which it was taken back: ``citizen`` is the raiser."""
    edited_at: Instant | None = None
    """When the raiser last changed their words."""
    answers: tuple[RaiserAnswer, ...] = ()
    spoken_answer: SpokenAnswer | None = None
    closed_at: Instant | None = None
    redactions: Annotated[tuple[Redaction, ...], INSIDE] = ()
    """What the office struck out, the earliest first."""
    waiting: tuple[Waiting, ...] = ()
    """Who has to act, by when, and who hears of it until they do."""
