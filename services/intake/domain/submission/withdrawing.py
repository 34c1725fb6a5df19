"""The raiser takes the matter back, while nobody deals with it."""

from dataclasses import replace

from services.intake.domain.submission.answering import no_item_deals_with_it
from services.intake.domain.submission.asking_back import stop_waiting_and_keep_for_a_time
from services.intake.domain.submission.raiser import RAISERS_AND_AGENTS, speaks_for_the_raiser
from services.intake.domain.submission.submission import Submission
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.intake import SubmissionWithdrawn, WithdrawSubmission
from shared.language.contracts.intake.submission_states import ACCEPTED, NEED_INFO, RECEIVED, WITHDRAWN
from shared.language.waiting import Final


def withdraw(submission: Submission, _message: WithdrawSubmission, situation: Situation) -> Submission:
    """Who takes it back wants to hear nothing more of it."""
    return replace(submission, untold_since=None, withdrawn_as=situation.actor.role)


WITHDRAWING: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED, NEED_INFO, ACCEPTED),
        WithdrawSubmission,
        WITHDRAWN,
        SubmissionWithdrawn,
        by=RAISERS_AND_AGENTS,
        why="practice: a matter is its raiser's to take back until a topic or an item has it; ADR 0029",
        guards=(speaks_for_the_raiser, no_item_deals_with_it),
        change=withdraw,
        timers=stop_waiting_and_keep_for_a_time,
    ),
    Final((WITHDRAWN,), "its raiser took it back"),
)
