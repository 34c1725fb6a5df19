"""Matters handed up to the county: each is followed until an answer or the matter itself comes back."""

from collections.abc import Iterator
from dataclasses import replace

from services.intake.domain.submission.answering import no_item_deals_with_it
from services.intake.domain.submission.erasing import keep_for_a_time
from services.intake.domain.submission.submission import STATES, Submission
from services.intake.domain.submission.telling import to_tell
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    CountyDue,
    Forwarding,
    ForwardSubmission,
    RecordCountyAnswer,
    ReturnSubmission,
    SubmissionAnsweredByCounty,
    SubmissionForwarded,
    SubmissionForwardReminded,
    SubmissionReturned,
)
from shared.language.contracts.intake.submission_states import ACCEPTED, CLOSED, FORWARDED, RECEIVED


def forward(submission: Submission, message: ForwardSubmission, situation: Situation) -> Submission:
    """It lies with the county; until when it should have answered, the rules say
    (intake.county_answers_within)."""
    due = deadline(situation.now, situation.rules.intake.county_answers_within, situation.calendar)
    forwarding = Forwarding(
        to=message.to,
        why=message.why,
        forwarded_at=situation.now,
        answer_due_at=due.at,
        within=str(due.period),
        provisional=due.provisional,
    )
    return replace(submission, forwardings=(*submission.forwardings, forwarding))


def answer(submission: Submission, message: RecordCountyAnswer, situation: Situation) -> Submission:
    """The county's answer is the raiser's; nothing more follows here."""
    told = _latest(submission, answer=message.text, answered_at=situation.now)
    return to_tell(replace(told, closed_at=situation.now), situation)


def take_back(submission: Submission, message: ReturnSubmission, situation: Situation) -> Submission:
    """The township deals with it after all, and has thereby taken it on."""
    returned = _latest(submission, returned_reason=message.reason, returned_at=situation.now)
    return replace(returned, accepted_at=submission.accepted_at or situation.now)


def remind(submission: Submission, _message: CountyDue, _situation: Situation) -> Submission:
    """The county was reminded once more."""
    return _latest(submission, reminded=submission.forwardings[-1].reminded + 1)


def county_has_it_since_then(submission: Submission, message: CountyDue, _situation: Situation) -> bool:
    """The timer belongs to the matter that lies with the county now."""
    return submission.forwardings[-1].forwarded_at == message.forwarded_at


def start_waiting_for_county(submission: Submission, situation: Situation) -> Iterator[TimerChange]:
    """The first reminder when the county should have answered, then again and again."""
    forwarding = submission.forwardings[-1]
    again = deadline(situation.now, situation.rules.intake.county_reminded_every, situation.calendar).at
    due = CountyDue(submission_id=submission.submission_id, forwarded_at=forwarding.forwarded_at)
    yield TimerChange(_key(submission), again if forwarding.reminded else forwarding.answer_due_at, due)


def stop_waiting_for_county(submission: Submission, _situation: Situation) -> Iterator[TimerChange]:
    """The county has answered, or the matter is here again."""
    yield TimerChange(_key(submission))


def stop_waiting_for_county_and_keep_for_a_time(
    submission: Submission, situation: Situation
) -> Iterator[TimerChange]:
    """The county's answer ended it."""
    yield from stop_waiting_for_county(submission, situation)
    yield from keep_for_a_time(submission, situation)


def _latest(submission: Submission, **changes: object) -> Submission:
    *earlier, last = submission.forwardings
    return replace(submission, forwardings=(*earlier, last.model_copy(update=changes)))


def _key(submission: Submission) -> str:
    return f"county-due:{submission.submission_id}"


FORWARDING: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED, ACCEPTED),
        ForwardSubmission,
        FORWARDED,
        SubmissionForwarded,
        by=(Role.OFFICE,),
        why="practice: what only the county can decide is handed up, and followed for the raiser",
        guards=(no_item_deals_with_it,),
        change=forward,
        timers=start_waiting_for_county,
    ),
    Transition(
        (FORWARDED,),
        RecordCountyAnswer,
        CLOSED,
        SubmissionAnsweredByCounty,
        by=(Role.OFFICE,),
        why="practice: every raiser is answered, also where the county decides",
        change=answer,
        timers=stop_waiting_for_county_and_keep_for_a_time,
    ),
    Transition(
        (FORWARDED,),
        ReturnSubmission,
        ACCEPTED,
        SubmissionReturned,
        by=(Role.OFFICE,),
        why="practice: what the county gives back is the township's, and cannot vanish between the two",
        change=take_back,
        timers=stop_waiting_for_county,
    ),
    Transition(
        (FORWARDED,),
        CountyDue,
        None,
        SubmissionForwardReminded,
        why="rules intake.county_answers_within and county_reminded_every (no law gives a time)",
        when=county_has_it_since_then,
        change=remind,
        timers=start_waiting_for_county,
    ),
    Ignore((FORWARDED,), CountyDue, "it was handed up anew since"),
    Ignore(tuple(state for state in STATES if state != FORWARDED), CountyDue, "it does not wait any more"),
)
