"""The office puts right how a matter is sorted, and what it wrote to the raiser. What was before stays
readable, and the raiser is told."""

from dataclasses import replace

from services.intake.domain.submission.lists import (
    category_is_known,
    kind_is_known,
    urgency_is_known,
    village_is_known,
)
from services.intake.domain.submission.submission import UNFINISHED, Submission
from services.intake.domain.submission.telling import to_tell
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    CorrectReply,
    Reclassified,
    ReclassifySubmission,
    ReplyCorrection,
    SubmissionReclassified,
    SubmissionReplyCorrected,
)
from shared.language.contracts.intake.submission_states import ANSWERED, CLOSED, REJECTED
from shared.language.corrections import all_were_seen


def something_is_sorted_anew(
    submission: Submission, message: ReclassifySubmission, _situation: Situation
) -> Refusal | None:
    """A value is named that is another than before (no law: the same again is a slip)."""
    pairs = (
        (message.category, submission.category),
        (message.kind, submission.kind),
        (message.urgency, submission.urgency),
        (message.village, submission.village),
    )
    if any(asked is not None and asked != there for asked, there in pairs):
        return None
    return refuse("nothing_to_change", "data.category")


def no_clock_hangs_on_its_urgency(
    submission: Submission, message: ReclassifySubmission, _situation: Situation
) -> Refusal | None:
    """No department works by the clock of its class (代表法 2025 art. 51: the clock runs from 交办). A small
    matter is taken back first, and sent down anew."""
    if message.urgency in (None, submission.urgency) or not submission.in_hand:
        return None
    return refuse("urgency_in_hand", "data.urgency", item=submission.item_id)


def reply_is_the_offices(
    submission: Submission, _message: CorrectReply, _situation: Situation
) -> Refusal | None:
    """The office wrote the reply itself (practice: a department's answer is the department's to correct)."""
    if submission.state == REJECTED or _by_county(submission) or submission.spoken_answer:
        return None
    return refuse("reply_is_departments", "data.submission_id", item=submission.item_id)


def reply_is_as_it_was_seen(
    submission: Submission, message: CorrectReply, _situation: Situation
) -> Refusal | None:
    """Nobody else has corrected it since (platform: two corrections at once do not hide each other)."""
    return all_were_seen(message.corrections_seen, len(submission.reply_corrections))


def sort_anew(submission: Submission, message: ReclassifySubmission, situation: Situation) -> Submission:
    """Sorted anew; the raiser is to be told."""
    before = Reclassified(
        category=submission.category,
        kind=submission.kind,
        urgency=submission.urgency,
        village=submission.village,
        why=message.why,
        by=situation.actor.id,
        at=situation.now,
    )
    sorted_anew = replace(
        submission,
        category=message.category or submission.category,
        kind=message.kind or submission.kind,
        urgency=message.urgency or submission.urgency,
        village=message.village or submission.village,
        reclassified=(*submission.reclassified, before),
    )
    return to_tell(sorted_anew, situation)


def correct_reply(submission: Submission, message: CorrectReply, situation: Situation) -> Submission:
    """Other words in the place of the latest reply."""
    earlier, corrected = _with_reply(submission, message.text)
    entry = ReplyCorrection(earlier=earlier, why=message.why, by=situation.actor.id, at=situation.now)
    entries = (*submission.reply_corrections, entry)
    return to_tell(replace(corrected, reply_corrections=entries), situation)


def _with_reply(submission: Submission, text: str) -> tuple[str, Submission]:
    """The words before, and the submission with the new ones."""
    if submission.state == REJECTED:
        return submission.refused_note, replace(submission, refused_note=text)
    spoken = submission.spoken_answer
    if spoken:
        return spoken.text, replace(submission, spoken_answer=spoken.model_copy(update={"text": text}))
    *others, last = submission.forwardings
    return last.answer, replace(submission, forwardings=(*others, last.model_copy(update={"answer": text})))


def _by_county(submission: Submission) -> bool:
    return bool(submission.forwardings) and submission.forwardings[-1].answered_at is not None


CORRECTING: tuple[Clause[Submission], ...] = (
    Transition(
        UNFINISHED,
        ReclassifySubmission,
        None,
        SubmissionReclassified,
        by=(Role.OFFICE,),
        why="practice: what was sorted wrongly is put right openly, with the reason",
        guards=(
            category_is_known,
            kind_is_known,
            urgency_is_known,
            village_is_known,
            something_is_sorted_anew,
            no_clock_hangs_on_its_urgency,
        ),
        change=sort_anew,
    ),
    Transition(
        (REJECTED, CLOSED, ANSWERED),
        CorrectReply,
        None,
        SubmissionReplyCorrected,
        by=(Role.OFFICE,),
        why="practice: a wrong reply is put right openly, and its raiser told anew",
        guards=(reply_is_the_offices, reply_is_as_it_was_seen),
        change=correct_reply,
    ),
)
