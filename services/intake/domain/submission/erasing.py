"""The data that leads to a raiser is kept as long as the rules say, or until the raiser wants it gone. A
tombstone stays."""

from collections.abc import Iterator
from dataclasses import replace

from services.intake.domain.submission.raiser import RAISERS, speaks_for_the_raiser
from services.intake.domain.submission.submission import FINAL, STATES, Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline, local_day
from shared.language.contracts.intake import EraseSubmission, RetentionOver, SubmissionErased

BY_TIME, BY_REQUEST = "retention", "request"


def something_is_kept(submission: Submission, _message: object, _situation: Situation) -> Refusal | None:
    """There is something to erase (ADR 0032)."""
    return refuse("already_erased", "data.submission_id") if submission.erased_at else None


def still_kept(submission: Submission, _message: RetentionOver, _situation: Situation) -> bool:
    """There is something to erase."""
    return submission.erased_at is None


def erase_on_request(submission: Submission, _message: EraseSubmission, situation: Situation) -> Submission:
    """The raiser wants it gone; afterwards nobody can be recognised as its raiser."""
    return _erased(submission, BY_REQUEST, situation)


def erase_by_time(submission: Submission, _message: RetentionOver, situation: Situation) -> Submission:
    """The retention time is over."""
    return _erased(submission, BY_TIME, situation)


def keep_for_a_time(submission: Submission, situation: Situation) -> Iterator[TimerChange]:
    """The time for keeping starts when the matter ends, and starts anew if it is taken up again."""
    key = f"retention:{submission.submission_id}"
    if submission.state in FINAL and submission.erased_at is None:
        at = deadline(situation.now, situation.rules.privacy.kept_after_end, situation.calendar).at
        yield TimerChange(key, at, RetentionOver(submission_id=submission.submission_id))
    else:
        yield TimerChange(key)


def _erased(submission: Submission, why: str, situation: Situation) -> Submission:
    """Masked words, places of the village's size and answers stay; a point on the map may be a house, and
    goes, and so does what was published once and is no more. Nobody can be told anything any more."""
    shown = submission.published
    return replace(
        submission,
        published=shown and shown.model_copy(update={"address": ""}),
        earlier_published=(),
        untold_since=None,
        original_title="",
        original_text="",
        informed=(),
        earlier_texts=(),
        request_digest=None,
        proof=None,
        raiser_key=None,
        latitude=None,
        longitude=None,
        address="",
        attachments=(),
        erased_at=situation.now,
        erased_why=why,
        erased_batch=local_day(situation.now).isoformat(),
    )


ERASING: tuple[Clause[Submission], ...] = (
    Transition(
        STATES,
        EraseSubmission,
        None,
        SubmissionErased,
        by=RAISERS,
        why="个人信息保护法 art. 47: what leads to a person is erased when they want it; ADR 0032",
        guards=(something_is_kept, speaks_for_the_raiser),
        change=erase_on_request,
        timers=keep_for_a_time,
    ),
    Transition(
        FINAL,
        RetentionOver,
        None,
        SubmissionErased,
        why="个人信息保护法 art. 19: kept as short as needed; rule privacy.kept_after_end; ADR 0032",
        when=still_kept,
        change=erase_by_time,
    ),
    Ignore(STATES, RetentionOver, "it goes on, or is erased already"),
)
