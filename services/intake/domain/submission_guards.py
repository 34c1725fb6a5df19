"""Why a command about a submission is refused."""

from services.intake.domain.submission import Submission
from services.intake.domain.submission_changes import request_digest
from shared.codes.proof import proves
from shared.contracts.base import Data, Role
from shared.contracts.intake import (
    AcceptSubmission,
    AttachToSubmission,
    ChangeContact,
    EditSubmission,
    EraseSubmission,
    FastLaneSubmission,
    InformSubmission,
    RejectSubmission,
    SubmitSubmission,
    TellRaiser,
    WithdrawSubmission,
)
from shared.errors import Refusal, refuse
from shared.reference import reference
from shared.reference.questions import extra_questions
from shared.state_machine import Situation

ByRaiser = (
    AttachToSubmission
    | WithdrawSubmission
    | InformSubmission
    | EditSubmission
    | ChangeContact
    | TellRaiser
    | EraseSubmission
)
"""What is said as the raiser."""


def known_channel(_: None, message: SubmitSubmission, _situation: Situation) -> Refusal | None:
    """It came by one of the township's channels."""
    if message.channel in reference().channels:
        return None
    return refuse("unknown_channel", "data.channel", channel=message.channel)


def known_village(
    _: Submission | None, message: SubmitSubmission | EditSubmission, _situation: Situation
) -> Refusal | None:
    """If a village is named, the township has it."""
    if message.village is None or message.village in reference().villages:
        return None
    return refuse("unknown_village", "data.village", village=message.village)


def known_kind(
    _: Submission | None, message: SubmitSubmission | AcceptSubmission, _situation: Situation
) -> Refusal | None:
    """If a kind is named, the township has it."""
    if message.kind is None or message.kind in reference().kinds:
        return None
    return refuse("unknown_kind", "data.kind", kind=message.kind, kinds=", ".join(reference().kinds))


def known_urgency(_: Submission, message: AcceptSubmission, situation: Situation) -> Refusal | None:
    """If an urgency class is named, the rules have it."""
    if message.urgency is None or message.urgency in situation.rules.urgency:
        return None
    return refuse(
        "unknown_urgency", "data.urgency", urgency=message.urgency, classes=", ".join(situation.rules.urgency)
    )


def known_category(
    _: Submission | None, message: AcceptSubmission | SubmitSubmission, _situation: Situation
) -> Refusal | None:
    """If a category is named, there is one of that code."""
    if message.category is None or message.category in reference().categories:
        return None
    return refuse("unknown_category", "data.category", category=message.category)


def extra_questions_answered(_: None, message: SubmitSubmission, _situation: Situation) -> Refusal | None:
    """Every answer is to a question of the category and is one that it allows; what must be answered is."""
    questions = extra_questions().get(message.category or "", {})
    for code, answer in message.details.items():
        if code not in questions:
            return refuse("unknown_question", "data.details", question=code, questions=", ".join(questions) or "-")
        if not questions[code].allows(answer):
            options = "、".join(f"{option}（{words}）" for option, words in questions[code].options.items()) or "…"
            return refuse("answer_not_allowed", f"data.details.{code}", question=questions[code].text, options=options)
    missing = [
        question.text for code, question in questions.items() if question.required and code not in message.details
    ]
    return refuse("question_unanswered", "data.details", questions="、".join(missing)) if missing else None


def same_request(submission: Submission, message: SubmitSubmission, _situation: Situation) -> Refusal | None:
    """What comes again under a key is what came first under it."""
    if submission.request_digest == request_digest(message):
        return None
    return refuse("key_used_for_other", "data.idempotency_key", trace_code=submission.trace_code)


def known_reason(_: Submission, message: RejectSubmission, _situation: Situation) -> Refusal | None:
    """The reason is one of those that the law gives."""
    if message.reason_code in reference().inadmissible:
        return None
    return refuse("unknown_reason", "data.reason_code", reason=message.reason_code)


def known_department(_: Submission, message: FastLaneSubmission, _situation: Situation) -> Refusal | None:
    """There is such a department."""
    if message.department in reference().departments:
        return None
    return refuse("unknown_department", "data.department", department=message.department)


def attachments_known(_: Submission, message: AttachToSubmission, situation: Situation) -> Refusal | None:
    """Every file was uploaded and is kept. ``situation.facts``: the kept ones, by id."""
    missing = [id for id in message.attachment_ids if id not in situation.facts]
    return refuse("unknown_attachment", "data.attachment_ids", ids=", ".join(missing)) if missing else None


def attachments_few(submission: Submission, message: AttachToSubmission, situation: Situation) -> Refusal | None:
    """With these it has no more than the rule set allows."""
    ids = {attachment.attachment_id for attachment in submission.attachments} | set(message.attachment_ids)
    limit = situation.rules.attachments.at_most
    return refuse("too_many_attachments", "data.attachment_ids", limit=limit) if len(ids) > limit else None


def in_no_item(submission: Submission, _message: Data, _situation: Situation) -> Refusal | None:
    """No department deals with it already."""
    return refuse("already_in_item", "data.submission_id") if submission.item_ids else None


def speaks_for_raiser(submission: Submission, message: ByRaiser, situation: Situation) -> Refusal | None:
    """The raiser by their secret; the office, which sees whom it has before it; the deputy who entered it."""
    actor = situation.actor
    if actor.role is Role.OFFICE or (actor.role is Role.DEPUTY and actor.id == submission.entered_by):
        return None
    if submission.proof is None:
        return refuse("no_proof_kept", "data.submission_id")
    return None if proves(message.proof, submission.proof) else refuse("wrong_proof", "data.proof")


def tells_or_speaks_for_raiser(submission: Submission, message: TellRaiser, situation: Situation) -> Refusal | None:
    """A raiser who has read it proves to be one; deputies, departments and the office say that they told them."""
    return speaks_for_raiser(submission, message, situation) if situation.actor.role is Role.CITIZEN else None
