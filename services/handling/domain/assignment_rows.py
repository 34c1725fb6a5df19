"""The rows of an item's table from assignment to a department that takes it up."""

from services.handling.domain import item_changes, item_guards
from services.handling.domain.guards import DEPARTMENT, by_lead, known_departments
from services.handling.domain.item import ACKNOWLEDGED, ASSIGNED, DECLINED, NOT_TAKEN_UP, REDESIGNATED
from services.handling.domain.item_timers import all_timers, watchdog
from shared.contracts import handling as said
from shared.contracts.base import Role
from shared.contracts.intake import SubmissionFastLaned
from shared.state_machine import ABSENT, Row

ASSIGNMENT = (
    Row(
        (ABSENT,),
        said.AssignItem,
        ASSIGNED,
        said.ItemAssigned,
        by=(Role.OFFICE,),
        guards=(
            item_guards.published_outcome,
            item_guards.not_assigned_before,
            known_departments,
            item_guards.known_rule,
            item_guards.known_submissions,
        ),
        change=item_changes.assign,
        timers=all_timers,
    ),
    Row(
        (ABSENT,),
        SubmissionFastLaned,
        ASSIGNED,
        said.ItemAssigned,
        change=item_changes.open_fast_lane,
        timers=all_timers,
    ),
    Row(
        NOT_TAKEN_UP,
        said.AcknowledgeItem,
        ACKNOWLEDGED,
        said.ItemAcknowledged,
        by=DEPARTMENT,
        guards=(by_lead,),
        change=item_changes.acknowledge,
        timers=watchdog,
    ),
    Row(
        NOT_TAKEN_UP,
        said.DeclineItem,
        DECLINED,
        said.ItemDeclined,
        by=DEPARTMENT,
        guards=(by_lead, item_guards.in_time_to_decline),
        change=item_changes.decline,
    ),
    Row(
        (DECLINED,),
        said.ConsentDecline,
        None,
        said.ItemDeclineConsented,
        by=(Role.OFFICE,),
        guards=(item_guards.not_yet_consented,),
        change=item_changes.consent_decline,
    ),
    Row(
        (DECLINED,),
        said.RejectDecline,
        ASSIGNED,
        said.ItemDeclineRejected,
        by=(Role.OFFICE,),
        guards=(item_guards.not_yet_consented,),
        change=item_changes.reject_decline,
    ),
    Row(
        (DECLINED,),
        said.RedesignateItem,
        REDESIGNATED,
        said.ItemRedesignated,
        by=(Role.OFFICE, Role.HEAD),
        guards=(
            item_guards.consented,
            item_guards.head_at_last_hop,
            known_departments,
            item_guards.another_lead,
        ),
        change=item_changes.redesignate,
        timers=all_timers,
    ),
)
