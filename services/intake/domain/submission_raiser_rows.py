"""What a raiser, or who speaks for one, may do with a submission."""

from services.intake.domain import (
    asking_back,
    editing,
    erasing,
    limits,
    submission_changes,
    submission_guards,
    support,
    telling,
)
from services.intake.domain.submission import (
    ACCEPTED,
    ANSWERED,
    CLOSED,
    FAST_LANE,
    FINAL,
    FORWARDED,
    MERGED,
    NEED_INFO,
    RECEIVED,
    REJECTED,
    STATES,
    WITHDRAWN,
)
from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.state_machine import ABSENT, Row

UNFINISHED = (RECEIVED, NEED_INFO, ACCEPTED, MERGED, FAST_LANE, FORWARDED, ANSWERED)
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
            limits.not_barred,
            limits.not_too_many,
            limits.room_for_partner,
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
        timers=asking_back.cancel_and_keep_for_a_time,
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
        UNFINISHED,
        said.ChangeContact,
        None,
        said.SubmissionContactChanged,
        by=RAISING,
        guards=(submission_guards.speaks_for_raiser,),
    ),
    Row(
        (ANSWERED, CLOSED, REJECTED),
        said.TellRaiser,
        None,
        said.SubmissionTold,
        by=(*RAISING, Role.DEPARTMENT),
        guards=(telling.way_is_known, submission_guards.tells_or_speaks_for_raiser, telling.something_to_tell),
        change=telling.told,
    ),
    Row(
        STATES,
        said.EraseSubmission,
        None,
        said.SubmissionErased,
        by=RAISING,
        guards=(erasing.not_erased_yet, submission_guards.speaks_for_raiser),
        change=erasing.erase_on_request,
        timers=erasing.keep_for_a_time,
    ),
    Row(
        FINAL,
        said.RetentionOver,
        None,
        said.SubmissionErased,
        when=erasing.keeps_something,
        change=erasing.erase_by_time,
    ),
    Row(
        UNFINISHED,
        said.SupportSubmission,
        None,
        said.SubmissionSupported,
        by=RAISING,
        guards=(support.says_who, support.not_yet),
        change=support.add,
    ),
    Row(
        UNFINISHED,
        said.WithdrawSupport,
        None,
        said.SubmissionSupportWithdrawn,
        by=RAISING,
        guards=(support.says_who, support.already),
        change=support.take_away,
    ),
)
