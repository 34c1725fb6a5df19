"""The sample township as the services know it: for tests of one service."""

from datetime import date, timedelta
from functools import cache

from demo.townships import XIUSHAN, snapshot
from shared.language.contracts.directory import (
    CalendarNotice,
    NoticeDay,
    NoticeTaken,
    OpenDeadlines,
    Override,
    RulesChanged,
    RulesInForce,
    TownshipLists,
    TownshipSnapshot,
)
from shared.language.directory import Directory
from shared.language.directory.amending import amended

TOWNSHIP = "330921201"
OTHER_TOWNSHIP = "330921202"
SINCE = date(2024, 1, 1)
"""Before anything that the tests tell of."""


def xiushan(township_id: str = TOWNSHIP) -> TownshipSnapshot:
    """Its lists, from the day before everything."""
    return snapshot(XIUSHAN, township_id)


@cache
def lists(day: date = date(2026, 9, 7)) -> Directory:
    """Its lists as they are on ``day``."""
    return Directory.of(xiushan(), day)


def with_rules(
    since: date, *numbers: tuple[str, str], rule_set: str = "zhejiang", open_deadlines: OpenDeadlines = "move"
) -> RulesChanged:
    """Its rules are others from a day on: numbers of its own by name, and what becomes of open deadlines."""
    overrides = tuple(Override(number=number, value=value) for number, value in numbers)
    rules = RulesInForce(since=since, rule_set=rule_set, overrides=overrides, decided_by="乡人大主席团")
    township = xiushan().model_copy(update={"rules": (*xiushan().rules, rules)})
    return RulesChanged(township=township, rules=rules, open_deadlines=open_deadlines)


def after_the_term_of(
    person_id: str, last: date, *numbers: tuple[str, str], township: TownshipSnapshot | None = None
) -> TownshipSnapshot:
    """The township in which that person's posts have ended with a day; numbers of its rules by name."""
    there = township or xiushan()
    ended = (
        post.model_copy(update={"until": last}) for post in there.lists.posts if post.person_id == person_id
    )
    overrides = tuple(Override(number=number, value=value) for number, value in numbers)
    rules = there.rules[0].model_copy(update={"overrides": overrides})
    lists = amended(there.lists, TownshipLists(posts=tuple(ended)))
    return there.model_copy(update={"lists": lists, "rules": (rules,)})


def with_notice(year: int, **holidays: str) -> NoticeTaken:
    """It has taken a notice: a name of a holiday → its first and last day, ``02-05..02-12``; every other
    festival is left at a day that changes nothing. ``worked`` names days that are worked (调休)."""
    usual = {"元旦": "01-01", "春节": "02-05..02-12", "清明节": "04-05", "劳动节": "05-01..05-05"}
    usual |= {"端午节": "06-09", "中秋节": "09-15", "国庆节": "10-01..10-07"}
    worked = holidays.pop("worked", "")
    days = [
        NoticeDay(day=day, kind="holiday", name=name)
        for name, span in (usual | holidays).items()
        for day in _span(year, span)
    ]
    days += [NoticeDay(day=day, kind="makeup_workday", name="春节") for day in _span(year, worked)]
    ordered = tuple(sorted(days, key=lambda day: day.day))
    notice = CalendarNotice(year=year, source="试", days=ordered)
    return NoticeTaken(township=xiushan().model_copy(update={"notices": (notice,)}), notice=notice)


def _span(year: int, span: str) -> list[date]:
    if not span:
        return []
    first, _, last = span.partition("..")
    begin, end = (date.fromisoformat(f"{year}-{day}") for day in (first, last or first))
    return [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
