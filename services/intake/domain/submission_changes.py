"""What the commands do to a submission: pure changes; state and version are set by the table."""

import re
from dataclasses import replace
from hashlib import sha256

from services.intake.domain.privacy import masked
from services.intake.domain.submission import Submission
from services.intake.domain.telling import to_tell
from services.intake.domain.triaging import triaged
from shared.contracts.base import Data, Role
from shared.contracts.intake import (
    AcceptSubmission,
    AttachToSubmission,
    DropTopic,
    FastLaneSubmission,
    RejectSubmission,
    ReleaseSubmissions,
    SubmitSubmission,
)
from shared.reference import reference
from shared.state_machine import Situation

HEADLINE = 30
"""Characters of the text that stand in for a missing title: one line on a phone."""

_SENTENCE_ENDS = re.compile(r"[。！？!?；;\n]")


def receive(_: None, message: SubmitSubmission, situation: Situation) -> Submission:
    """A new submission; ``situation.facts`` is what was looked up (``Raising``). Contact data is no part of it."""
    return triaged(_as_raised(message, situation), situation.facts.assessed)


def _as_raised(message: SubmitSubmission, situation: Situation) -> Submission:
    text = masked(message.text)
    entered = situation.actor.role is not Role.CITIZEN
    return Submission(
        submission_id=situation.new_id,
        trace_code=situation.facts.trace_code,
        raiser_key=situation.facts.person,
        channel=message.channel,
        title=masked(message.title) or headline(text),
        text=text,
        original_title=message.title,
        original_text=message.text,
        submitted_at=situation.now,
        counts_from=situation.now,
        kind=message.kind,
        anonymous=message.anonymous,
        entered_by=situation.actor.id if entered else None,
        on_behalf=entered and message.on_behalf,
        proof=message.proof,
        request_digest=request_digest(message) if message.idempotency_key else None,
        village=message.village,
        address=masked(message.address),
        category=message.category,
        details={code: masked(answer) for code, answer in message.details.items()},
        latitude=message.latitude,
        longitude=message.longitude,
    )


def request_digest(message: SubmitSubmission) -> str:
    """The same for the same request; the proof is drawn anew by whoever sends it again, so it does not count."""
    return sha256(message.model_dump_json(exclude={"proof"}).encode()).hexdigest()


def headline(text: str) -> str:
    """The first sentence of ``text``, cut to ``HEADLINE`` characters."""
    first = _SENTENCE_ENDS.split(text, maxsplit=1)[0].strip() or text
    return first if len(first) <= HEADLINE else first[: HEADLINE - 1] + "…"


def accept(submission: Submission, message: AcceptSubmission, situation: Situation) -> Submission:
    """Taken on. What the office names counts; else the suggestion, if it follows that; else what the raiser said."""
    suggested = submission.triage if message.as_suggested else None
    return replace(
        submission,
        category=message.category or (suggested.category.value if suggested else submission.category),
        kind=message.kind or (suggested.kind.value if suggested else submission.kind),
        urgency=message.urgency or submission.urgency,
        accepted_at=situation.now,
    )


def reject(submission: Submission, message: RejectSubmission, situation: Situation) -> Submission:
    """Refused; the legal basis and where to go instead follow from the reason."""
    return to_tell(replace(refused(submission, message.reason_code), refused_note=message.note), situation)


def refused(submission: Submission, reason_code: str) -> Submission:
    """Refused for one of the township's reasons."""
    reason = reference().inadmissible[reason_code]
    return replace(
        submission,
        refused_reason=reason.code,
        refused_basis=reason.basis,
        refused_where_to_go=reason.where_to_go,
    )


def send_down_fast_lane(submission: Submission, message: FastLaneSubmission, situation: Situation) -> Submission:
    """Sent to a department; a matter sent straight on is thereby taken on. The office's title becomes the item's."""
    return replace(
        submission,
        title=masked(message.title) or submission.title,
        department=message.department,
        accepted_at=submission.accepted_at or situation.now,
    )


def attach(submission: Submission, message: AttachToSubmission, situation: Situation) -> Submission:
    """With the files added, each once. ``situation.facts``: the kept files, by id."""
    there = {attachment.attachment_id for attachment in submission.attachments}
    added = [situation.facts[id] for id in dict.fromkeys(message.attachment_ids) if id not in there]
    return replace(submission, attachments=(*submission.attachments, *added))


def merge(submission: Submission, _message: Data, situation: Situation) -> Submission:
    """Now part of the topic whose id is ``situation.facts``."""
    return replace(submission, topic_id=situation.facts, released_reason="")


def release(submission: Submission, message: DropTopic | ReleaseSubmissions, _situation: Situation) -> Submission:
    """Its topic was dropped or let it go; the raiser learns why."""
    return replace(submission, topic_id=None, released_reason=message.reason)
