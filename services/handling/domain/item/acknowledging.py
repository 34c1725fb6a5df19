"""Acknowledging: the lead department says that it has the item."""

from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.item import ACKNOWLEDGED, NOT_TAKEN_UP, Item
from services.handling.domain.item.lead import lead_asks
from services.handling.domain.item.watchdog import watchdog
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said


def acknowledge(item: Item, _message: object, situation: Situation) -> Item:
    """The lead department has received the item."""
    return replace(item, acknowledged_at=situation.now, news_at=situation.now)


ACKNOWLEDGING: tuple[Clause[Item], ...] = (
    Transition(
        NOT_TAKEN_UP,
        said.AcknowledgeItem,
        ACKNOWLEDGED,
        said.ItemAcknowledged,
        by=DEPARTMENT,
        why="platform rule: everybody sees whether the department has taken the item up",
        guards=(lead_asks,),
        change=acknowledge,
        timers=watchdog,
    ),
)
