"""Why a command about a submission is refused."""

from hmac import compare_digest

from services.intake.domain.submission import Submission
from services.intake.domain.trace_code import normalise
from shared.contracts.base import Data
from shared.contracts.intake import (
    AcceptSubmission,
    FastLaneSubmission,
    RejectSubmission,
    SubmitSubmission,
    WithdrawSubmission,
)
from shared.errors import Refusal, refuse
from shared.reference import reference
from shared.state_machine import Situation


def known_channel(_: None, message: SubmitSubmission, _situation: Situation) -> Refusal | None:
    """It came by one of the township's channels."""
    if message.channel in reference().channels:
        return None
    return refuse("unknown_channel", "data.channel", channel=message.channel)


def known_village(_: None, message: SubmitSubmission, _situation: Situation) -> Refusal | None:
    """If a village is named, the township has it."""
    if message.village is None or message.village in reference().villages:
        return None
    return refuse("unknown_village", "data.village", village=message.village)


def known_category(_: Submission, message: AcceptSubmission, _situation: Situation) -> Refusal | None:
    """If a category is named, there is one of that code."""
    if message.category is None or message.category in reference().categories:
        return None
    return refuse("unknown_category", "data.category", category=message.category)


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


def in_no_item(submission: Submission, _message: Data, _situation: Situation) -> Refusal | None:
    """No department deals with it already."""
    return refuse("already_in_item", "data.submission_id") if submission.item_ids else None


def trace_code_fits(submission: Submission, message: WithdrawSubmission, _situation: Situation) -> Refusal | None:
    """Whoever has the trace code is the raiser; compared in constant time, as it is a secret."""
    given, wanted = normalise(message.trace_code), submission.trace_code
    if compare_digest(given.encode(), wanted.encode()):
        return None
    return refuse("wrong_trace_code", "data.trace_code")
