"""A small matter (小事直办) goes straight to a department."""

from dataclasses import replace

from services.intake.domain.submission.answering import no_item_deals_with_it
from services.intake.domain.submission.publishing import decide, publication_with_it_is_possible
from services.intake.domain.submission.submission import Submission
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import FastLaneSubmission, SubmissionFastLaned
from shared.language.contracts.intake import submission_states as states
from shared.language.directory.choosing import department_is_listed


def department_is_known(_: Submission, message: FastLaneSubmission, situation: Situation) -> Refusal | None:
    """There is such a department (the township's list of departments)."""
    return department_is_listed(message.department, situation.directory, "data.department")


def send_down(submission: Submission, message: FastLaneSubmission, situation: Situation) -> Submission:
    """Sent to a department; a matter sent straight on is thereby taken on. The office's title is the item's,
    and the raiser's stays as it is."""
    sent = replace(
        submission,
        item_title=message.title or submission.item_title,
        department=message.department,
        accepted_at=submission.accepted_at or situation.now,
        first_sent_at=submission.first_sent_at or situation.now,
    )
    return decide(sent, message.publish, situation)


FAST_LANE: tuple[Clause[Submission], ...] = (
    Transition(
        (states.RECEIVED, states.ACCEPTED),
        FastLaneSubmission,
        states.FAST_LANE,
        SubmissionFastLaned,
        by=(Role.OFFICE,),
        why="practice of 小事直办 (民情直通车): small matters need no meeting, whose time is for the others",
        guards=(no_item_deals_with_it, department_is_known, publication_with_it_is_possible),
        change=send_down,
    ),
)
