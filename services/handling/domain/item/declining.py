"""Declining: the lead department says that it is the wrong one, and the office agrees or does not."""

from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.designating import designation_due_at, designation_timer
from services.handling.domain.item.item import ASSIGNED, DECLINED, NOT_TAKEN_UP, Item
from services.handling.domain.item.lead import lead_asks
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import Deadline, deadline
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role


def last_day_to_decline(item: Item, situation: Situation) -> Deadline:
    """The time until which the lead department may say that it is the wrong one
    (``refusal.decline_within``)."""
    return deadline(item.clock_started_at, situation.rules.refusal.decline_within, situation.calendar)


def declined_in_time(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Within days of assignment; later the department keeps it (人大实践: ``refusal.decline_within``)."""
    last = last_day_to_decline(item, situation)
    return refuse("decline_too_late", last_day=last.last_day) if situation.now > last.at else None


def decline_is_undecided(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """The office has not agreed to the refusal at hand: it decides once (platform rule)."""
    return refuse("decline_already_consented") if item.declines[-1].consented_at else None


def decline(item: Item, message: said.DeclineItem, situation: Situation) -> Item:
    """The department says that it is the wrong one."""
    entry = said.Decline(department=item.lead, reason=message.reason, at=situation.now)
    return replace(item, declines=(*item.declines, entry))


def consent_decline(item: Item, _message: object, situation: Situation) -> Item:
    """The office agrees: a hop."""
    *earlier, last = item.declines
    last = last.model_copy(update={"consented_at": situation.now})
    item = replace(item, declines=(*earlier, last), hops=item.hops + 1)
    return replace(item, designate_due_at=designation_due_at(item, situation))


def reject_decline(item: Item, message: said.RejectDecline, situation: Situation) -> Item:
    """The office does not agree; the clock runs on."""
    *earlier, last = item.declines
    last = last.model_copy(update={"rejected_at": situation.now, "rejected_reason": message.reason})
    return replace(item, declines=(*earlier, last))


DECLINING: tuple[Clause[Item], ...] = (
    Transition(
        NOT_TAKEN_UP,
        said.DeclineItem,
        DECLINED,
        said.ItemDeclined,
        by=DEPARTMENT,
        why="人大实践: a wrong department declines in time, with a reason (refusal.decline_within)",
        guards=(lead_asks, declined_in_time),
        change=decline,
    ),
    Transition(
        (DECLINED,),
        said.ConsentDecline,
        None,
        said.ItemDeclineConsented,
        by=(Role.OFFICE,),
        why="人大实践: a department is let go only with the office's consent; each time is a hop",
        guards=(decline_is_undecided,),
        change=consent_decline,
        timers=designation_timer,
    ),
    Transition(
        (DECLINED,),
        said.RejectDecline,
        ASSIGNED,
        said.ItemDeclineRejected,
        by=(Role.OFFICE,),
        why="人大实践: without the office's consent the department keeps the item, and its clock runs on",
        guards=(decline_is_undecided,),
        change=reject_decline,
    ),
)
