"""What a raiser, or who speaks for one, may do with a submission."""

from services.intake.domain import asking_back, editing, submission_changes, submission_guards
from services.intake.domain.submission import (
    ACCEPTED,
    ANSWERED,
    FAST_LANE,
    FORWARDED,
    MERGED,
    NEED_INFO,
    RECEIVED,
    STATES,
    WITHDRAWN,
)
from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.state_machine import ABSENT, Row

RAISING = (Role.CITIZEN, Role.DEPUTY, Role.OFFICE)
"""The raiser, and who speaks for one at the door or at the station."""

RAISER_ROWS = (
    Row(
        (ABSENT,),
        said.SubmitSubmission,
        RECEIVED,
        said.SubmissionReceived,
        by=RAISING,
        guards=(
            submission_guards.known_channel,
            submission_guards.known_village,
            submission_guards.known_kind,
            submission_guards.known_category,
            submission_guards.extra_questions_answered,
        ),
        change=submission_changes.receive,
    ),
    Row(
        STATES,
        said.SubmitSubmission,
        None,
        said.SubmissionKnown,
        by=RAISING,
        guards=(submission_guards.same_request,),
    ),
    Row(
        (RECEIVED, NEED_INFO, ACCEPTED),
        said.WithdrawSubmission,
        WITHDRAWN,
        said.SubmissionWithdrawn,
        by=RAISING,
        guards=(submission_guards.speaks_for_raiser, submission_guards.in_no_item),
        timers=asking_back.cancel_timer,
    ),
    *(
        Row(
            (NEED_INFO,),
            said.InformSubmission,
            to,
            said.SubmissionInformed,
            by=RAISING,
            when=when,
            guards=(submission_guards.speaks_for_raiser,),
            change=asking_back.inform,
            timers=asking_back.cancel_timer,
        )
        for to, when in asking_back.RETURNS_TO
    ),
    Row(
        (RECEIVED, NEED_INFO),
        said.EditSubmission,
        None,
        said.SubmissionEdited,
        by=RAISING,
        guards=(
            submission_guards.speaks_for_raiser,
            editing.in_time,
            editing.changes_something,
            submission_guards.known_village,
        ),
        change=editing.edit,
    ),
    Row(
        (RECEIVED, NEED_INFO, ACCEPTED, MERGED, FAST_LANE, FORWARDED, ANSWERED),
        said.ChangeContact,
        None,
        said.SubmissionContactChanged,
        by=RAISING,
        guards=(submission_guards.speaks_for_raiser,),
    ),
)
