"""All of an item's timers: set when its clock starts or its due date moves, cancelled by the answer."""

from collections.abc import Iterator

from services.handling.domain.item.item import Item
from services.handling.domain.item.reminding import ladder, no_ladder
from services.handling.domain.item.waits import no_waits, waits
from services.handling.domain.item.watchdog import no_watchdog, watchdog
from shared.language.behaviour import Situation, TimerChange


def all_timers(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Set the ladder for the item's due date, what it waits for, and the watchdog. Moments already past are
    left out."""
    yield from ladder(item, situation)
    yield from waits(item, situation)
    yield from watchdog(item, situation)


def no_timers(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Cancel them all."""
    yield from no_ladder(item, situation)
    yield from no_waits(item, situation)
    yield from no_watchdog(item, situation)
