"""The watchdog: it barks when nothing was heard of an open item for too long; any news puts it off."""

from collections.abc import Iterator
from datetime import datetime

from services.handling.domain.item.item import OPEN, STOPPED, Item
from services.handling.domain.item.supervision import supervised_by_itself
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline
from shared.language.contracts import handling as said

STALLED = "stalled"


def watchdog_at(news_at: datetime, situation: Situation) -> datetime:
    """When the silence since ``news_at`` is too long (``watchdog.no_news_for``)."""
    return deadline(news_at, situation.rules.watchdog.no_news_for, situation.calendar).at


def watchdog(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Set the watchdog anew: there is news."""
    event = said.ItemWatchdogDue(item_id=item.item_id, news_at=item.news_at)
    yield TimerChange(_key(item), watchdog_at(item.news_at, situation), event)


def no_watchdog(item: Item, _situation: Situation) -> Iterator[TimerChange]:
    """Cancel it."""
    yield TimerChange(_key(item))


def no_news_came(item: Item, message: said.ItemWatchdogDue, _situation: Situation) -> bool:
    """Nothing was heard since the timer was set (``watchdog.no_news_for``)."""
    return message.news_at == item.news_at


def stall(item: Item, message: said.ItemWatchdogDue, situation: Situation) -> Item:
    """No news for too long."""
    return supervised_by_itself(item, STALLED, watchdog_at(message.news_at, situation), to=(item.lead,))


def _key(item: Item) -> str:
    return f"item:{item.item_id}:watchdog"


WATCHDOG: tuple[Clause[Item], ...] = (
    Transition(
        OPEN,
        said.ItemWatchdogDue,
        None,
        said.ItemStalled,
        why="platform rule: silence about an open item is noticed (watchdog.no_news_for)",
        when=no_news_came,
        change=stall,
    ),
    Ignore(OPEN, said.ItemWatchdogDue, "there was news since"),
    Ignore(STOPPED, said.ItemWatchdogDue, "the clock does not run"),
)
