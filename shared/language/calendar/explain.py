"""The sentence that tells people why a deadline falls where it does."""

from collections.abc import Iterable
from datetime import date, datetime

from shared.language.calendar.day_table import SATURDAY
from shared.language.calendar.deadline import Deadline
from shared.language.calendar.explain_texts import HOLIDAY_NAMES_EN, TEXTS, Texts
from shared.language.calendar.local_time import local_day, local_minute
from shared.language.calendar.period import Period, Unit
from shared.language.calendar.rest import Rest

_BETWEEN_NAMES = "、"
"""Stands between the names of two holidays that have the same day."""


def explain(deadline: Deadline, locale: str = "zh") -> str:
    """One sentence in "zh" or "en" on how `deadline` came about.

    It names every reason for which a day was passed over. Raises KeyError for another locale.
    """
    texts = TEXTS[locale]
    amount = _amount(deadline.period, texts)
    if deadline.period.unit is Unit.HOUR:
        return texts.hours.format(
            amount=amount, start=_minute(deadline.start, texts), end=_minute(deadline.at, texts)
        )
    known = {
        "amount": amount,
        "start": texts.day.format(local_day(deadline.start)),
        "end": _last_day(deadline.last_day, texts),
        "provisional": texts.provisional if deadline.provisional else "",
    }
    if deadline.moved_from is None:
        return texts.days.format(**known, left_out=_left_out(deadline, locale))
    return texts.moved.format(
        **known, nominal=texts.day.format(deadline.moved_from), why=_why_moved(deadline, locale)
    )


def _amount(period: Period, texts: Texts) -> str:
    return texts.amount[period.unit][period.amount != 1].format(period.amount)


def _minute(instant: datetime, texts: Texts) -> str:
    return f"{texts.day.format(local_day(instant))} {local_minute(instant)}"


def _last_day(day: date, texts: Texts) -> str:
    return texts.day.format(day) + (texts.makeup if day.weekday() >= SATURDAY else "")


def _why_moved(deadline: Deadline, locale: str) -> str:
    """Why `moved_from` and the days up to the last one are passed over."""
    texts, first = TEXTS[locale], deadline.passed[0]
    if len(deadline.passed) > 1 or first.first != first.last:
        runs = _runs(deadline.passed, deadline.passed[0].first.year, locale)
        return texts.many_days.format(runs=runs)
    if first.name is None:
        return texts.saturday if first.first.weekday() == SATURDAY else texts.sunday
    return texts.holiday.format(name=_name(first.name, locale))


def _left_out(deadline: Deadline, locale: str) -> str:
    """Which days a count of working days left out; nothing for the other units."""
    texts = TEXTS[locale]
    festivals = [rest for rest in deadline.passed if rest.name]
    if not festivals:
        return texts.weekends_left_out if deadline.passed else ""
    only = len(festivals) == len(deadline.passed)
    frame = texts.holidays_left_out if only else texts.both_left_out
    return frame.format(runs=_runs(festivals, local_day(deadline.start).year, locale))


def _runs(rests: Iterable[Rest], year: int, locale: str) -> str:
    """All of them; days of another year than the one named before are written with theirs."""
    texts, said = TEXTS[locale], []
    for rest in rests:
        first = (texts.short_day if rest.first.year == year else texts.day).format(rest.first)
        year = rest.first.year
        last = (texts.short_day if rest.last.year == year else texts.day).format(rest.last)
        year = rest.last.year
        span = first if rest.first == rest.last else texts.span.format(first=first, last=last)
        name = texts.weekend if rest.name is None else _name(rest.name, locale)
        said.append(texts.run.format(span=span, name=name))
    return texts.comma.join(said)


def _name(holiday: str, locale: str) -> str:
    if locale == "zh":
        return holiday
    return " and ".join(HOLIDAY_NAMES_EN.get(name, name) for name in holiday.split(_BETWEEN_NAMES))
