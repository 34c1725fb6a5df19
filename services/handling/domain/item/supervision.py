"""Supervision (督办): the acts that the ladder, the watchdog, the head and the leaders leave in an item.

A timer's act carries the moment the timer was due, not the one at which it was dealt with.
"""

from dataclasses import replace
from datetime import datetime

from services.handling.domain.item.item import Item
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import handling as said


def supervised(item: Item, act: said.Supervised) -> Item:
    """The item with one more act, all in the order of their moments."""
    acts = sorted((*item.supervisions, act), key=lambda supervised: supervised.at)
    return replace(item, supervisions=tuple(acts))


def supervised_by_itself(
    item: Item,
    kind: str,
    at: datetime,
    to: tuple[str, ...],
    *,
    working_days_late: int | None = None,
    missed: int = 0,
) -> Item:
    """The item with an act that no person took; ``at`` is when it was due."""
    act = said.Supervised(
        kind=kind, at=at, by=SYSTEM.id, to=to, working_days_late=working_days_late, missed=missed
    )
    return supervised(item, act)
