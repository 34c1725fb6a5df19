"""Photos and documents are added to a matter."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.intake.domain.submission.raiser import RAISERS_AND_AGENTS, speaks_for_the_raiser
from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.intake import Attachment, AttachToSubmission, SubmissionAttached
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    FAST_LANE,
    MERGED,
    NEED_INFO,
    RECEIVED,
)


@dataclass(frozen=True, slots=True)
class AttachFacts:
    """``files``: those of the files named that are kept, by id."""

    files: Mapping[str, Attachment]


def files_are_kept(
    _: Submission, message: AttachToSubmission, situation: Situation[AttachFacts]
) -> Refusal | None:
    """Every file was uploaded and is kept (ADR 0035)."""
    missing = [id for id in message.attachment_ids if id not in situation.facts.files]
    return refuse("unknown_attachment", "data.attachment_ids", ids=", ".join(missing)) if missing else None


def files_are_few_enough(
    submission: Submission, message: AttachToSubmission, situation: Situation
) -> Refusal | None:
    """With these it has no more than the rule set allows (attachments.at_most)."""
    ids = {attachment.attachment_id for attachment in submission.attachments} | set(message.attachment_ids)
    limit = situation.rules.attachments.at_most
    return refuse("too_many_attachments", "data.attachment_ids", limit=limit) if len(ids) > limit else None


def attach(
    submission: Submission, message: AttachToSubmission, situation: Situation[AttachFacts]
) -> Submission:
    """With the files added, each once."""
    there = {attachment.attachment_id for attachment in submission.attachments}
    added = [situation.facts.files[id] for id in dict.fromkeys(message.attachment_ids) if id not in there]
    return replace(submission, attachments=(*submission.attachments, *added))


ATTACHING: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED, NEED_INFO, ACCEPTED, MERGED, FAST_LANE),
        AttachToSubmission,
        None,
        SubmissionAttached,
        by=RAISERS_AND_AGENTS,
        why="ADR 0035: a photo or document of the raiser is evidence; it is uploaded first and named here",
        facts=AttachFacts,
        guards=(speaks_for_the_raiser, files_are_kept, files_are_few_enough),
        change=attach,
    ),
)
