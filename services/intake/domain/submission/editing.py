"""The raiser puts their own words right, for a while after raising and while nobody has taken the matter
on."""

from dataclasses import replace

from services.intake.domain.submission.lists import village_is_known
from services.intake.domain.submission.raiser import RAISERS_AND_AGENTS, speaks_for_the_raiser
from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import deadline
from shared.language.contracts.intake import EditSubmission, SubmissionEdited
from shared.language.contracts.intake.submission_states import NEED_INFO, RECEIVED


def edited_in_time(submission: Submission, _message: object, situation: Situation) -> Refusal | None:
    """Words are put right within the time that the rules give for it (intake.edit_within)."""
    period = situation.rules.intake.edit_within
    if situation.now <= deadline(submission.submitted_at, period, situation.calendar).at:
        return None
    return refuse("edit_too_late", "data.submission_id", amount=period.amount, unit=period.unit)


def edit_changes_something(_: object, message: EditSubmission, _situation: Situation) -> Refusal | None:
    """There is something to change (no law: an empty edit is a mistake of the sender's)."""
    if message.text or message.title or message.address or message.village:
        return None
    return refuse("nothing_to_change", "data.text")


def edit(submission: Submission, message: EditSubmission, situation: Situation) -> Submission:
    """What is given takes the place of what was there; the earlier words are kept and published no more. Who
    supported other words supports nothing yet (ADR 0031).

    ``triaged`` follows with the words that others may read.
    """
    before = "\n".join(filter(None, (submission.original_title, submission.original_text)))
    return replace(
        submission,
        original_title=message.title or submission.original_title,
        original_text=message.text or submission.original_text,
        address=message.address or submission.address,
        village=message.village or submission.village,
        supported_by=() if message.text or message.title else submission.supported_by,
        edited_at=situation.now,
        earlier_texts=(*submission.earlier_texts, before),
    )


EDITING: tuple[Clause[Submission], ...] = (
    Transition(
        (RECEIVED, NEED_INFO),
        EditSubmission,
        None,
        SubmissionEdited,
        by=RAISERS_AND_AGENTS,
        why="rule intake.edit_within (no law gives a time): raisers put their words right while nobody has "
        "taken the matter on",
        guards=(speaks_for_the_raiser, edited_in_time, edit_changes_something, village_is_known),
        change=edit,
    ),
)
