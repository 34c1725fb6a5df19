"""Questions back to the raiser: the matter waits for them, but not for ever."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from services.intake.domain.erasing import keep_for_a_time
from services.intake.domain.privacy import masked
from services.intake.domain.submission import ACCEPTED, RECEIVED, Submission
from services.intake.domain.submission_changes import refused
from services.intake.domain.telling import to_tell
from shared.calendar import deadline
from shared.contracts.intake import AskedBack, AskRaiser, InformSubmission, QuestionDue
from shared.state_machine import Situation, TimerChange

SAYS_NOTHING = "no_content"
"""The reason for refusing a matter whose raiser did not say what must be known."""


def ask(submission: Submission, message: AskRaiser, situation: Situation) -> Submission:
    """The matter waits from now on; until when, the rules say (intake.need_info_expires_after)."""
    expires = deadline(situation.now, situation.rules.intake.need_info_expires_after, situation.calendar).at
    asked = AskedBack(
        question=message.question,
        asked_by=situation.actor.id,
        asked_at=situation.now,
        expires_at=expires,
        needed=message.needed,
    )
    return replace(submission, asked_back=(*submission.asked_back, asked))


def inform(submission: Submission, message: InformSubmission, situation: Situation) -> Submission:
    """The raiser answers; others see the answer masked."""
    told = _ended(submission, situation.now, answer=masked(message.text))
    return replace(told, informed=(*submission.informed, message.text))


def lapse(submission: Submission, message: QuestionDue, _situation: Situation) -> Submission:
    """Nobody answered; time counts again from the moment at which the question lapsed."""
    return _ended(submission, submission.asked_back[-1].expires_at, lapsed=True)


def lapse_and_refuse(submission: Submission, message: QuestionDue, situation: Situation) -> Submission:
    """Nobody answered what had to be known."""
    return to_tell(refused(lapse(submission, message, situation), SAYS_NOTHING), situation)


def before_acceptance(submission: Submission, _message: object, _situation: Situation) -> bool:
    """It was asked before the matter was taken on."""
    return submission.accepted_at is None


def is_open(submission: Submission, message: QuestionDue, _situation: Situation) -> bool:
    """The timer is that of the question that waits."""
    return submission.asked_back[-1].asked_at == message.asked_at


def open_and_needed(submission: Submission, message: QuestionDue, situation: Situation) -> bool:
    """The question that waits is one without whose answer nothing can be done."""
    return is_open(submission, message, situation) and submission.asked_back[-1].needed


def open_before_acceptance(submission: Submission, message: QuestionDue, situation: Situation) -> bool:
    """The question that waits was asked before the matter was taken on."""
    return is_open(submission, message, situation) and before_acceptance(submission, message, situation)


def set_timer(submission: Submission, _situation: Situation) -> Iterator[TimerChange]:
    """When the question lapses."""
    asked = submission.asked_back[-1]
    due = QuestionDue(submission_id=submission.submission_id, asked_at=asked.asked_at)
    yield TimerChange(_key(submission), asked.expires_at, due)


def cancel_timer(submission: Submission, _situation: Situation) -> Iterator[TimerChange]:
    """The matter does not wait for the raiser any more."""
    if submission.asked_back:
        yield TimerChange(_key(submission))


def cancel_and_keep_for_a_time(submission: Submission, situation: Situation) -> Iterator[TimerChange]:
    """It ends while it waits for the raiser, or without waiting."""
    yield from cancel_timer(submission, situation)
    yield from keep_for_a_time(submission, situation)


RETURNS_TO = ((RECEIVED, before_acceptance), (ACCEPTED, None))
"""Where the matter goes on after an answer: where it was when the question was asked."""


def _ended(submission: Submission, at: datetime, answer: str = "", lapsed: bool = False) -> Submission:
    *earlier, asked = submission.asked_back
    ended = asked.model_copy(update={"answer": answer, "ended_at": at, "lapsed": lapsed})
    counts_from = (submission.counts_from or submission.submitted_at) + (at - asked.asked_at)
    return replace(submission, asked_back=(*earlier, ended), counts_from=counts_from)


def _key(submission: Submission) -> str:
    return f"question-due:{submission.submission_id}"
