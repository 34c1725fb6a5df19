"""Reminding: the lead owes its answer until the due date, and the ladder around it: reminders before, the
urge (催办) after, then the escalation, again and again. What has hours climbs by hours, over nights and
holidays.

What supervision (督办) there was stays on the item; who else was waited for stands in ``waiting`` alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from services.handling.domain.item.clock import in_hours
from services.handling.domain.item.co_opinions import CO_OPINIONS_OVERDUE, missing_opinions
from services.handling.domain.item.contacting import CONTACT_OVERDUE
from services.handling.domain.item.designating import DESIGNATION_OVERDUE, somebody_has_it, whoever_has_it
from services.handling.domain.item.item import OPEN, Item
from services.handling.domain.item.ladders import head_at_once
from services.handling.domain.item.watchdog import STALLED
from services.handling.domain.supervision.watched import supervised_by_itself
from shared.language.behaviour import Clause, Situation
from shared.language.calendar import local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.waiting import ESCALATION, REMINDER, URGE, Reminders, Waiting, until

ANSWER = "answer"


def _lead(item: Item) -> tuple[str, ...]:
    return (item.lead,)


def _whose(item: Item, reach: tuple[str, ...]) -> tuple[str, ...]:
    return (item.lead,) if somebody_has_it(item) else reach[:1]


_TOLD: Mapping[str, Callable[[Item], tuple[str, ...]]] = {
    STALLED: _lead,
    CONTACT_OVERDUE: _lead,
    CO_OPINIONS_OVERDUE: missing_opinions,
    DESIGNATION_OVERDUE: lambda item: (Role.HEAD.value,),
}
"""Rungs beside those of the answer that are acts of supervision, and to whom."""


def supervised_so(item: Item, wait: Waiting, situation: Situation) -> Item:
    """The item with the act of supervision that a rung is; ``at`` is when it was due."""
    rung = wait.called
    assert rung
    if rung.name in _TOLD:
        return supervised_by_itself(item, rung.name, rung.at, _TOLD[rung.name](item), missed=rung.missed)
    if wait.what != ANSWER:
        return item
    to = rung.reach[1:] if rung.name == ESCALATION else _whose(item, rung.reach)
    late = None
    if not in_hours(item) and rung.name != REMINDER:
        late = situation.calendar.working_days_between(item.due_on, local_day(rung.at))
    return supervised_by_itself(item, rung.name, rung.at, to, working_days_late=late, missed=rung.missed)


ITEM_REMINDERS = Reminders(
    said.ItemWaitDue,
    said.ItemReminded,
    higher={
        CONTACT_OVERDUE: said.ItemContactOverdue,
        CO_OPINIONS_OVERDUE: said.ItemCoOpinionsOverdue,
        STALLED: said.ItemStalled,
        URGE: said.ItemUrged,
        DESIGNATION_OVERDUE: said.ItemDesignationOverdue,
        ESCALATION: said.ItemEscalated,
    },
    record=supervised_so,
)

_UNTIL_DUE = until(
    lambda item: item.due_at,
    OPEN,
    ANSWER,
    whoever_has_it,
    why="代表法 2025 art. 51, Zhejiang 办法 art. 43; reminded and urged by rule (reminders)",
    in_hours=in_hours,
)

REMINDING: tuple[Clause[Item], ...] = (
    replace(_UNTIL_DUE, ladder=head_at_once(_UNTIL_DUE.ladder, whoever_has_it)),
)
