"""The law of a township as walks read it: the real one, which forgets nothing that it has once worked out."""

from bisect import bisect
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from shared.language.behaviour import Law, Today, law_of
from shared.language.calendar import WorkingCalendar
from shared.language.contracts.directory import TownshipSnapshot


@dataclass(frozen=True)
class _Calendar(WorkingCalendar):
    worked: dict[tuple[date, int], date] = field(default_factory=dict, repr=False, compare=False)

    def add_working_days(self, day: date, n: int) -> date:
        """As the calendar says, which is asked once."""
        if (known := self.worked.get((day, n))) is None:
            known = self.worked[day, n] = WorkingCalendar.add_working_days(self, day, n)
        return known


@dataclass(frozen=True)
class _Law(Law):
    changes: tuple[date, ...] = ()
    """The days on which a list is other than the day before."""
    days: dict[date, Today] = field(default_factory=dict, repr=False, compare=False)
    spans: dict[int, Today] = field(default_factory=dict, repr=False, compare=False)

    def on(self, day: date) -> Today:
        """As the law says, which is asked once for the days between two changes."""
        if (known := self.days.get(day)) is None:
            span = bisect(self.changes, day)
            if (alike := self.spans.get(span)) is None:
                alike = self.spans[span] = Law.on(self, day)
            known = self.days[day] = alike._replace(directory=replace(alike.directory, day=day))
        return known


@lru_cache(maxsize=32)
def remembered(township: TownshipSnapshot) -> Law:
    """The law that the township's lists, rules and notices make; services that heard the same have one."""
    law = law_of(township)
    calendar = _Calendar(law.calendar.listed, law.calendar.known_years)
    entries = [entry for _, entries in township.lists.each() for entry in entries]
    days = {entry.since for entry in entries} | {rules.since for rules in township.rules}
    days |= {entry.until + timedelta(1) for entry in entries if entry.until}
    return _Law(law.township, calendar, law.names, changes=tuple(sorted(days)))
