"""The office opens again what it refused, withdrew, closed or handed up by mistake."""

from dataclasses import replace

from services.intake.domain.submission.erasing import keep_for_a_time
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.telling import to_tell
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import Reopening, ReopenSubmission, SubmissionReopened
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    CLOSED,
    FORWARDED,
    RECEIVED,
    REJECTED,
    WITHDRAWN,
)


def its_traces_are_kept(
    submission: Submission, _message: ReopenSubmission, _situation: Situation
) -> Refusal | None:
    """What leads to the raiser is not erased: nobody could be told what comes of it (ADR 0032)."""
    return refuse("erased_for_good", "data.submission_id") if submission.erased_at else None


def raiser_did_not_withdraw_it(
    submission: Submission, _message: ReopenSubmission, _situation: Situation
) -> Refusal | None:
    """It was not the raiser who took it back: their own matter is theirs to raise anew (ADR 0029)."""
    withdrawn = submission.state == WITHDRAWN and submission.withdrawn_as == Role.CITIZEN
    return refuse("withdrawn_by_raiser", "data.submission_id") if withdrawn else None


def reopen(submission: Submission, message: ReopenSubmission, situation: Situation) -> Submission:
    """Open again from now on, and its raiser is to be told. What it was before stays readable."""
    entry = Reopening(
        state=submission.state,
        refused_reason=submission.refused_reason,
        why=message.why,
        by=situation.actor.id,
        at=situation.now,
    )
    back = replace(
        submission,
        reopened=(*submission.reopened, entry),
        refused_reason=None,
        refused_basis=None,
        refused_where_to_go=None,
        refused_note="",
        withdrawn_as=None,
        closed_at=None,
        counts_from=situation.now,
    )
    if submission.state == FORWARDED:
        *earlier, last = submission.forwardings
        taken_back = last.model_copy(update={"returned_reason": message.why, "returned_at": situation.now})
        back = replace(back, forwardings=(*earlier, taken_back))
    return to_tell(back, situation)


REOPENING: tuple[Clause[Submission], ...] = tuple(
    Transition(
        states,
        ReopenSubmission,
        to,
        SubmissionReopened,
        by=(Role.OFFICE,),
        why="practice: what was ended by mistake is opened again, openly and with the reason",
        guards=(its_traces_are_kept, raiser_did_not_withdraw_it),
        change=reopen,
        timers=keep_for_a_time,
    )
    for states, to in (((REJECTED, WITHDRAWN), RECEIVED), ((FORWARDED, CLOSED), ACCEPTED))
)
