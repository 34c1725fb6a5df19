"""The rows of an item's table for its answer."""

from services.handling.domain import answer_changes, answer_guards
from services.handling.domain.guards import DEPARTMENT, by_lead
from services.handling.domain.item import ACKNOWLEDGED, ANSWER_DRAFT, ANSWERED, ARCHIVED, IN_PROGRESS, WORKING
from services.handling.domain.item_timers import no_timers, watchdog
from shared.contracts import handling as said
from shared.contracts.base import Role
from shared.state_machine import Row

ANSWER = (
    Row(
        WORKING,
        said.DraftAnswer,
        ANSWER_DRAFT,
        said.ItemAnswerDrafted,
        by=DEPARTMENT,
        guards=(
            by_lead,
            answer_guards.from_a_meeting,
            answer_guards.contacts_made,
            answer_guards.known_class,
            answer_guards.promise_complete,
            answer_guards.reasons_given,
        ),
        change=answer_changes.draft_answer,
        timers=watchdog,
    ),
    Row(
        (ANSWER_DRAFT,),
        said.SignOffAnswer,
        None,
        said.ItemAnswerSigned,
        by=(Role.DEPARTMENT_HEAD,),
        guards=(by_lead, answer_guards.not_yet_signed),
        change=answer_changes.sign_off,
    ),
    Row(
        (ANSWER_DRAFT,),
        said.ReturnAnswer,
        IN_PROGRESS,
        said.ItemAnswerReturned,
        by=(Role.DEPARTMENT_HEAD,),
        guards=(by_lead,),
        change=answer_changes.return_answer,
    ),
    Row(
        (ANSWER_DRAFT,),
        said.PublishAnswer,
        ANSWERED,
        said.ItemAnswered,
        by=(Role.OFFICE,),
        guards=(answer_guards.signed,),
        change=answer_changes.publish_answer,
        timers=no_timers,
    ),
    Row(
        (ACKNOWLEDGED, IN_PROGRESS),
        said.AnswerFastLane,
        ANSWERED,
        said.ItemAnswered,
        by=(Role.DEPARTMENT_HEAD,),
        guards=(
            by_lead,
            answer_guards.in_the_fast_lane,
            answer_guards.known_class,
            answer_guards.solved_or_explained,
            answer_guards.reasons_given,
        ),
        change=answer_changes.answer_fast_lane,
        timers=no_timers,
    ),
    Row(
        (ANSWERED,),
        said.AnswerFastLane,
        ARCHIVED,
        said.ItemArchived,
        by=(Role.DEPARTMENT_HEAD,),
        guards=(by_lead, answer_guards.in_the_fast_lane),
        change=answer_changes.archive,
    ),
)
"""One AnswerFastLane is taken twice by its use case: the item is answered and archived in the same moment."""
