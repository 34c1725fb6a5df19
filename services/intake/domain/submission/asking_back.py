"""Questions back to the raiser: the matter waits for them, but not for ever."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from services.intake.domain.submission.erasing import keep_for_a_time
from services.intake.domain.submission.raiser import RAISERS_AND_AGENTS, speaks_for_the_raiser
from services.intake.domain.submission.reasons import refused_for
from services.intake.domain.submission.submission import STATES, Submission
from services.intake.domain.submission.telling import to_tell
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    AskedBack,
    AskRaiser,
    InformSubmission,
    QuestionDue,
    SubmissionAskedBack,
    SubmissionInformed,
    SubmissionQuestionLapsed,
    SubmissionRejected,
)
from shared.language.contracts.intake.submission_states import ACCEPTED, NEED_INFO, RECEIVED, REJECTED
from shared.language.redaction import masked
from shared.language.waiting import Driven

SAYS_NOTHING = "no_content"
"""The reason for refusing a matter whose raiser did not answer a necessary question."""


def ask(submission: Submission, message: AskRaiser, situation: Situation) -> Submission:
    """The matter waits from now on; until when, the rules say (intake.need_info_expires_after)."""
    expires = deadline(situation.now, situation.rules.intake.need_info_expires_after, situation.calendar)
    asked = AskedBack(
        question=message.question,
        asked_by=situation.actor.id,
        asked_at=situation.now,
        expires_at=expires.at,
        within=str(expires.period),
        provisional=expires.provisional,
        needed=message.needed,
    )
    return replace(submission, asked_back=(*submission.asked_back, asked))


def inform(submission: Submission, message: InformSubmission, situation: Situation) -> Submission:
    """The raiser answers; others see the answer masked."""
    read = masked(message.text, spared=situation.directory.telephones)
    told = _ended(submission, situation.now, answer=read)
    return replace(told, informed=(*submission.informed, message.text))


def lapse(submission: Submission, _message: QuestionDue, _situation: Situation) -> Submission:
    """Nobody answered; time counts again from the moment at which the question lapsed."""
    return _ended(submission, submission.asked_back[-1].expires_at, lapsed=True)


def lapse_and_refuse(submission: Submission, message: QuestionDue, situation: Situation) -> Submission:
    """Nobody answered a necessary question."""
    return to_tell(refused_for(lapse(submission, message, situation), SAYS_NOTHING, situation), situation)


def asked_before_acceptance(submission: Submission, _message: object, _situation: Situation) -> bool:
    """It was asked before the matter was taken on."""
    return submission.accepted_at is None


def question_is_open(submission: Submission, message: QuestionDue, _situation: Situation) -> bool:
    """The timer is that of the question that waits."""
    return submission.asked_back[-1].asked_at == message.asked_at


def open_question_is_needed(submission: Submission, message: QuestionDue, situation: Situation) -> bool:
    """The question that waits is one without whose answer nothing can be done, and no department deals with
    the matter meanwhile: that one answers it."""
    needed = submission.asked_back[-1].needed and not submission.in_hand
    return needed and question_is_open(submission, message, situation)


def open_question_was_asked_before_acceptance(
    submission: Submission, message: QuestionDue, situation: Situation
) -> bool:
    """The question that waits was asked before the matter was taken on."""
    return question_is_open(submission, message, situation) and asked_before_acceptance(
        submission, message, situation
    )


def start_waiting(submission: Submission, _situation: Situation) -> Iterator[TimerChange]:
    """When the question lapses."""
    asked = submission.asked_back[-1]
    due = QuestionDue(submission_id=submission.submission_id, asked_at=asked.asked_at)
    yield TimerChange(_key(submission), asked.expires_at, due)


def stop_waiting(submission: Submission, _situation: Situation) -> Iterator[TimerChange]:
    """The matter does not wait for the raiser any more."""
    if submission.asked_back:
        yield TimerChange(_key(submission))


def stop_waiting_and_keep_for_a_time(submission: Submission, situation: Situation) -> Iterator[TimerChange]:
    """It ends while it waits for the raiser, or without waiting."""
    yield from stop_waiting(submission, situation)
    yield from keep_for_a_time(submission, situation)


def _ended(submission: Submission, at: datetime, answer: str = "", lapsed: bool = False) -> Submission:
    *earlier, asked = submission.asked_back
    ended = asked.model_copy(update={"answer": answer, "ended_at": at, "lapsed": lapsed})
    counts_from = (submission.counts_from or submission.submitted_at) + (at - asked.asked_at)
    return replace(submission, asked_back=(*earlier, ended), counts_from=counts_from)


def _key(submission: Submission) -> str:
    return f"question-due:{submission.submission_id}"


ASKING_BACK: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED, ACCEPTED),
        AskRaiser,
        NEED_INFO,
        SubmissionAskedBack,
        by=(Role.OFFICE, Role.DEPUTY),
        why="rule intake.need_info_expires_after (no law gives a time): what is unclear is asked; meanwhile "
        "no time counts",
        change=ask,
        timers=start_waiting,
    ),
    *(
        Transition(
            (NEED_INFO,),
            InformSubmission,
            to,
            SubmissionInformed,
            by=RAISERS_AND_AGENTS,
            why="practice: with the answer a matter goes on where it was when the question was asked",
            when=when,
            guards=(speaks_for_the_raiser,),
            change=inform,
            timers=stop_waiting,
        )
        for to, when in ((RECEIVED, asked_before_acceptance), (ACCEPTED, None))
    ),
    Transition(
        (NEED_INFO,),
        QuestionDue,
        REJECTED,
        SubmissionRejected,
        why="rule intake.need_info_expires_after: without an answer that is needed the matter has no content",
        when=open_question_is_needed,
        change=lapse_and_refuse,
        timers=keep_for_a_time,
    ),
    *(
        Transition(
            (NEED_INFO,),
            QuestionDue,
            to,
            SubmissionQuestionLapsed,
            why="rule intake.need_info_expires_after: silence holds nothing up; what is known must do",
            when=when,
            change=lapse,
        )
        for to, when in ((RECEIVED, open_question_was_asked_before_acceptance), (ACCEPTED, question_is_open))
    ),
    Driven(
        (NEED_INFO,),
        QuestionDue,
        why="rule intake.need_info_expires_after: its raiser acts, or it goes on without them",
    ),
    Ignore((NEED_INFO,), QuestionDue, "another question waits by now"),
    Ignore(tuple(state for state in STATES if state != NEED_INFO), QuestionDue, "it does not wait any more"),
)
