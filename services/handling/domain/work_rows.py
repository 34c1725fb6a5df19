"""The rows of an item's table while a department works on it."""

from services.handling.domain import item_changes, item_guards
from services.handling.domain.guards import DEPARTMENT, by_co_handler, by_lead
from services.handling.domain.item import (
    ANSWER_DRAFT,
    EXTENSION_REQUESTED,
    IN_PROGRESS,
    NOT_TAKEN_UP,
    OPEN,
    WORKING,
)
from services.handling.domain.item_timers import all_timers, watchdog
from services.handling.domain.supervision import instruct
from shared.contracts import handling as said
from shared.contracts.base import Role
from shared.state_machine import Row

WORK = (
    *(
        Row(
            states,
            said.ReportProgress,
            to,
            said.ItemProgressed,
            by=DEPARTMENT,
            guards=(by_lead,),
            change=item_changes.report_progress,
            timers=watchdog,
        )
        for states, to in ((WORKING, IN_PROGRESS), ((EXTENSION_REQUESTED,), None))
    ),
    *(
        Row(
            states,
            said.LogContact,
            to,
            said.ItemContacted,
            by=DEPARTMENT,
            guards=(by_lead, item_guards.known_deputy),
            change=item_changes.log_contact,
            timers=watchdog,
        )
        for states, to in ((WORKING, IN_PROGRESS), ((EXTENSION_REQUESTED,), None))
    ),
    Row(
        (*NOT_TAKEN_UP, *WORKING, EXTENSION_REQUESTED, ANSWER_DRAFT),
        said.GiveCoOpinion,
        None,
        said.ItemCoOpinionGiven,
        by=DEPARTMENT,
        guards=(by_co_handler,),
        change=item_changes.give_co_opinion,
        timers=watchdog,
    ),
    Row(
        OPEN,
        said.InstructItem,
        None,
        said.ItemInstructed,
        by=(Role.HEAD, Role.LEADER),
        change=instruct,
    ),
    Row(
        WORKING,
        said.RequestExtension,
        EXTENSION_REQUESTED,
        said.ItemExtensionRequested,
        by=DEPARTMENT,
        guards=(by_lead, item_guards.not_overdue, item_guards.until_within_limit),
        change=item_changes.request_extension,
        timers=watchdog,
    ),
    Row(
        (EXTENSION_REQUESTED,),
        said.ApproveExtension,
        IN_PROGRESS,
        said.ItemExtended,
        by=(Role.OFFICE,),
        guards=(item_guards.known_told,),
        change=item_changes.approve_extension,
        timers=all_timers,
    ),
    Row(
        (EXTENSION_REQUESTED,),
        said.RefuseExtension,
        IN_PROGRESS,
        said.ItemExtensionRefused,
        by=(Role.OFFICE,),
        change=item_changes.refuse_extension,
        timers=watchdog,
    ),
)
