"""The watchdog: it barks when nothing was heard of an open item for too long, and again; any news puts it
off."""

from dataclasses import replace

from services.handling.domain.item.designating import somebody_has_it
from services.handling.domain.item.item import OPEN, Item
from services.handling.domain.item.ladders import growing
from services.handling.domain.item.lead import lead_is_awaited
from shared.language.behaviour import Clause
from shared.language.calendar import Period
from shared.language.rules import RuleSet
from shared.language.waiting import every, within

STALLED = "stalled"


def longest_silence(rules: RuleSet) -> Period:
    """The time without news that is too long."""
    return rules.watchdog.no_news_for


WATCHDOG: tuple[Clause[Item], ...] = (
    replace(
        within(
            longest_silence,
            OPEN,
            "news",
            lead_is_awaited,
            why="platform rule: silence about an open item is noticed (watchdog.no_news_for)",
            since=lambda item: item.news_at,
            when=somebody_has_it,
        ),
        ladder=growing(every(STALLED, longest_silence, lead_is_awaited), lead_is_awaited),
    ),
)
