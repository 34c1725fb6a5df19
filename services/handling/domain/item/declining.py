"""Declining: the lead department says that it is the wrong one, and the office agrees or does not.

To have received the item (签收) is not to have accepted it: a department accepts it by beginning to work, or
by letting the days to decline pass.
"""

from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.designating import let_go
from services.handling.domain.item.item import ACKNOWLEDGED, ASSIGNED, DECLINED, NOT_TAKEN_UP, Item
from services.handling.domain.item.lead import lead_asks
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import Deadline, deadline
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.waiting import anybody, within


def last_day_to_decline(item: Item, situation: Situation) -> Deadline:
    """The time until which the lead department may say that it is the wrong one, from when it was named
    (``refusal.decline_within``)."""
    return deadline(item.designated_at, situation.rules.refusal.decline_within, situation.calendar)


def declined_in_time(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Within days of assignment; later the department keeps it (人大实践: ``refusal.decline_within``)."""
    last = last_day_to_decline(item, situation)
    return refuse("decline_too_late", last_day=last.last_day) if situation.now > last.at else None


def was_not_kept_to_it(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """A department whose refusal the office has rejected goes on (人大实践)."""
    rejected = any(one.rejected_at and one.rejected_at >= item.designated_at for one in item.declines)
    return refuse("decline_already_rejected") if rejected else None


def head_has_not_designated(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """Designation by the head is final (platform rule): the item is not passed on for ever."""
    return refuse("head_has_designated") if item.designated_by_head else None


def decline_is_undecided(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """The office has not agreed to the refusal at hand: it decides once (platform rule)."""
    return refuse("decline_already_consented") if item.declines[-1].consented_at else None


def decline(item: Item, message: said.DeclineItem, situation: Situation) -> Item:
    """The department says that it is the wrong one."""
    entry = said.Decline(
        department=item.lead, held_since=item.designated_at, reason=message.reason, at=situation.now
    )
    return replace(item, declines=(*item.declines, entry))


def consent_decline(item: Item, _message: object, situation: Situation) -> Item:
    """The office agrees: a hop."""
    *earlier, last = item.declines
    last = last.model_copy(update={"consented_at": situation.now})
    return replace(item, declines=(*earlier, last), hops=item.hops + 1)


def was_received(item: Item, _message: object, _situation: Situation) -> bool:
    """The department had received the item before it declined."""
    return item.acknowledged_at is not None


def reject_decline(item: Item, message: said.RejectDecline, situation: Situation) -> Item:
    """The office does not agree; the clock runs on."""
    *earlier, last = item.declines
    last = last.model_copy(update={"rejected_at": situation.now, "rejected_reason": message.reason})
    return replace(item, declines=(*earlier, last))


DECLINING: tuple[Clause[Item], ...] = (
    Transition(
        (*NOT_TAKEN_UP, ACKNOWLEDGED),
        said.DeclineItem,
        DECLINED,
        said.ItemDeclined,
        by=DEPARTMENT,
        why="人大实践: a wrong department declines in time, with a reason (refusal.decline_within)",
        guards=(lead_asks, head_has_not_designated, was_not_kept_to_it, declined_in_time),
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
    ),
    Transition(
        (DECLINED,),
        said.RejectDecline,
        ACKNOWLEDGED,
        said.ItemDeclineRejected,
        by=(Role.OFFICE,),
        why="人大实践: without the office's consent the department keeps what it has received",
        when=was_received,
        guards=(decline_is_undecided,),
        change=reject_decline,
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
    within(
        lambda rules: rules.waits.decide_decline_within,
        (DECLINED,),
        "decide_decline",
        anybody(Role.OFFICE),
        why="platform rule: a refusal is decided in time (waits.decide_decline_within)",
        since=lambda item: item.declines[-1].at,
        when=lambda item: not let_go(item),
    ),
)
