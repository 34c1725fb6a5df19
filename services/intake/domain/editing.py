"""The raiser puts their own words right, for a while after raising and while nobody has taken the matter on."""

from dataclasses import replace

from services.intake.domain.privacy import masked
from services.intake.domain.submission import Submission
from services.intake.domain.submission_changes import headline
from services.intake.domain.triaging import triaged
from shared.calendar import deadline
from shared.contracts.base import Data
from shared.contracts.intake import EditSubmission
from shared.errors import Refusal, refuse
from shared.state_machine import Situation


def in_time(submission: Submission, _message: Data, situation: Situation) -> Refusal | None:
    """The rules give a time for it (intake.edit_within)."""
    period = situation.rules.intake.edit_within
    if situation.now <= deadline(submission.submitted_at, period, situation.calendar).at:
        return None
    return refuse("edit_too_late", "data.submission_id", amount=period.amount, unit=period.unit)


def changes_something(_: Submission, message: EditSubmission, _situation: Situation) -> Refusal | None:
    """There is something to change."""
    if message.text or message.title or message.address or message.village:
        return None
    return refuse("nothing_to_change", "data.text")


def edit(submission: Submission, message: EditSubmission, situation: Situation) -> Submission:
    """What is given takes the place of what was there; the earlier words are kept and published no more."""
    before = "\n".join(filter(None, (submission.original_title, submission.original_text)))
    text = masked(message.text) or submission.text
    untitled = not submission.original_title and not message.title
    edited = replace(
        submission,
        original_title=message.title or submission.original_title,
        original_text=message.text or submission.original_text,
        title=headline(text) if untitled else masked(message.title) or submission.title,
        text=text,
        address=masked(message.address) or submission.address,
        village=message.village or submission.village,
        edited_at=situation.now,
        earlier_texts=(*submission.earlier_texts, before),
    )
    return triaged(edited)
