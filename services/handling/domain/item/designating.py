"""Designating in time: after a consented refusal the office names another department; once the refusals have
reached the limit the head alone does, and hears of it every working day until it is done."""

from collections.abc import Iterator
from datetime import datetime

from services.handling.domain.item.item import DECLINED, Item
from services.handling.domain.item.ladders import growing, overdue
from services.handling.domain.item.lead import lead_is_awaited
from shared.language.behaviour import Clause, Situation
from shared.language.calendar import Unit, deadline
from shared.language.contracts.envelope import Role
from shared.language.waiting import Awaited, Rung, Wait, climbing

DESIGNATION_OVERDUE = "designation_overdue"


def head_designates(item: Item, situation: Situation) -> bool:
    """From this hop on the head alone names a department (``refusal.head_designates_at_hop``)."""
    return item.hops >= situation.rules.refusal.head_designates_at_hop


def let_go(item: Item) -> bool:
    """The office has consented: nobody leads the item."""
    return item.declines[-1].consented_at is not None


def let_go_at(item: Item) -> datetime:
    """When the office consented."""
    consented_at = item.declines[-1].consented_at
    assert consented_at
    return consented_at


def who_designates(item: Item, situation: Situation) -> Awaited:
    """The office, in the end the head."""
    return Awaited(Role.HEAD if head_designates(item, situation) else Role.OFFICE)


def somebody_has_it(item: Item) -> bool:
    """A department leads it: none does from the office's consent until another is named."""
    return item.state != DECLINED or not let_go(item)


def whoever_has_it(item: Item, situation: Situation) -> Awaited:
    """The lead; once it was let go, whoever names another: nobody is called for what is theirs no more."""
    return (lead_is_awaited if somebody_has_it(item) else who_designates)(item, situation)


def designated_by(item: Item, since: datetime, situation: Situation) -> datetime:
    """By when (``refusal.head_designates_within``, ``waits.redesignate_within``)."""
    rules = situation.rules
    by_head = head_designates(item, situation)
    period = rules.refusal.head_designates_within if by_head else rules.waits.redesignate_within
    return deadline(since, period, situation.calendar).at


_HEADS_LADDER = growing(
    overdue(
        DESIGNATION_OVERDUE, who_designates, lambda rules: rules.refusal.head_reminded_every_working_days
    ),
    who_designates,
)


def _in_hours(_item: Item, situation: Situation) -> bool:
    return situation.rules.waits.redesignate_within.unit is Unit.HOUR


_USUAL_LADDER = climbing(who_designates, _in_hours)


def _ladder(item: Item, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
    ladder = _HEADS_LADDER if head_designates(item, situation) else _USUAL_LADDER
    return ladder(item, since, due_at, situation)


DESIGNATING: tuple[Clause[Item], ...] = (
    Wait(
        (DECLINED,),
        "redesignate",
        who=who_designates,
        due=designated_by,
        ladder=_ladder,
        why="platform rule: another department is named in time, in the end by the head (refusal, waits)",
        since=let_go_at,
        when=let_go,
    ),
)
