"""Ladders of an item's waits beside the usual one: the same words again, to more and more people."""

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain, repeat

from services.handling.domain.item.clock import in_hours
from services.handling.domain.item.item import Item
from shared.language.behaviour import Situation
from shared.language.calendar import at_local, local_day
from shared.language.rules import RuleSet
from shared.language.turns import hearing
from shared.language.waiting import URGE, Awaited, Ladder, Rung


def overdue(name: str, who: Callable[[Item, Situation], Awaited], again: Callable[[RuleSet], int]) -> Ladder:
    """Nothing is said before time is up; then on the working day of an urge, and every so many working days
    again (``reminders.urge_after_working_days``, ``again``)."""

    def rungs(item: Item, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
        rules, calendar = situation.rules, situation.calendar
        reach = (who(item, situation).role,)
        day = calendar.add_working_days(local_day(due_at), rules.reminders.urge_after_working_days)
        while True:
            yield Rung(at_local(day, rules.reminders.hour_of_day), name, reach)
            day = calendar.add_working_days(day, again(rules))

    return rungs


def growing(ladder: Ladder, who: Callable[[Item, Situation], Awaited]) -> Ladder:
    """The second time those hear of it who hear of an urge, from the third time on the highest too
    (``reminders.urge_to``, ``escalate_to``)."""

    def rungs(item: Item, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
        rules, owner = situation.rules.reminders, who(item, situation)
        second, later = hearing(owner, rules.urge_to), hearing(owner, rules.urge_to + rules.escalate_to)
        for rung, reach in zip(
            ladder(item, since, due_at, situation),
            chain(((owner.role,), second), repeat(later)),
            strict=False,
        ):
            yield rung._replace(reach=reach)

    return rungs


def head_at_once(ladder: Ladder, who: Callable[[Item, Situation], Awaited]) -> Ladder:
    """What has hours is told to the highest as soon as its time is up: days later it is no use. Nobody is
    reminded in the very moment in which they get the item."""

    def rungs(item: Item, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
        highest = hearing(who(item, situation), situation.rules.reminders.escalate_to)
        hours = in_hours(item)
        for rung in ladder(item, since, due_at, situation):
            if rung.at <= since:
                continue
            if hours and rung.name == URGE:
                rung = rung._replace(reach=tuple(dict.fromkeys((*rung.reach, *highest))))
            yield rung

    return rungs
