"""Acknowledging (签收): the lead department says that it has the item. That it is the right one is another
matter: until it begins to work it may decline in time (``declining``)."""

from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT
from services.handling.domain.item.item import ACKNOWLEDGED, NOT_TAKEN_UP, Item
from services.handling.domain.item.lead import lead_asks, lead_is_awaited
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.waiting import within


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
        why="platform rule: everybody sees whether the department has received the item",
        guards=(lead_asks,),
        change=acknowledge,
    ),
    within(
        lambda rules: rules.waits.take_receipt_within,
        NOT_TAKEN_UP,
        "receipt",
        lead_is_awaited,
        why="platform rule: an item that nobody has received is noticed (waits.take_receipt_within)",
        since=lambda item: item.designated_at,
    ),
)
