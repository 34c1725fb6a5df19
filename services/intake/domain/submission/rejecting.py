"""The office refuses a matter that is not admissible, and says why and where to go instead."""

from dataclasses import replace

from services.intake.domain.submission.answering import no_item_deals_with_it
from services.intake.domain.submission.asking_back import stop_waiting_and_keep_for_a_time
from services.intake.domain.submission.reasons import refused_for
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.telling import to_tell
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import RejectSubmission, SubmissionRejected
from shared.language.contracts.intake.submission_states import ACCEPTED, NEED_INFO, RECEIVED, REJECTED
from shared.language.directory.choosing import reason_is_listed
from shared.language.waiting import Final


def reason_is_known(_: Submission, message: RejectSubmission, situation: Situation) -> Refusal | None:
    """The reason is one of those that the law gives (the township's list of reasons, each with its basis)."""
    return reason_is_listed(message.reason_code, situation.directory, "data.reason_code")


def reject(submission: Submission, message: RejectSubmission, situation: Situation) -> Submission:
    """Refused; the legal basis and where to go instead follow from the reason."""
    refused = replace(refused_for(submission, message.reason_code, situation), refused_note=message.note)
    return to_tell(refused, situation)


REJECTING: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED, NEED_INFO, ACCEPTED),
        RejectSubmission,
        REJECTED,
        SubmissionRejected,
        by=(Role.OFFICE,),
        why="practice: what is not admissible is refused with a legal basis and where to go instead",
        guards=(no_item_deals_with_it, reason_is_known),
        change=reject,
        timers=stop_waiting_and_keep_for_a_time,
    ),
    Final((REJECTED,), "it was refused for a reason that the law gives, and is told where to go instead"),
)
