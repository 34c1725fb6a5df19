"""The sentence that tells people why a deadline falls where it does.

The texts stand here and not in the catalogue because the calendar imports nothing but the standard library.
"""

from dataclasses import dataclass
from datetime import date, datetime

from shared.language.calendar.deadline import Deadline
from shared.language.calendar.local_time import SHANGHAI
from shared.language.calendar.period import Period, Unit

HOLIDAY_NAMES_EN = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Tomb-Sweeping Day",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "抗战胜利70周年纪念日": "70th Anniversary of Victory Day",
}


@dataclass(frozen=True)
class _Texts:
    hours: str
    days: str
    moved: str
    provisional: str
    holiday: str
    saturday: str
    sunday: str
    day: str
    amount: dict[Unit, tuple[str, str]]


_TEXTS = {
    "zh": _Texts(
        hours="自{start}起{amount}，至{end}止，节假日照常计算。",
        days="自{start}起{amount}，当日不计，至{end}24:00止{provisional}。",
        moved="自{start}起{amount}，当日不计，届满日{nominal}{why}，顺延至下一工作日{end}24:00止{provisional}。",
        provisional="（当年放假安排尚未公布，日期暂定）",
        holiday="适逢{name}放假",
        saturday="是星期六",
        sunday="是星期日",
        day="{0.year}年{0.month}月{0.day}日",
        amount={
            Unit.HOUR: ("{}小时", "{}小时"),
            Unit.WORKING_DAY: ("{}个工作日", "{}个工作日"),
            Unit.CALENDAR_DAY: ("{}日", "{}日"),
            Unit.MONTH: ("{}个月", "{}个月"),
        },
    ),
    "en": _Texts(
        hours="{amount} from {start}, holidays included, end at {end}.",
        days="{amount} from {start}, that day not counted, end on {end} at 24:00{provisional}.",
        moved="{amount} from {start}, that day not counted, would end on {nominal}, {why}, "
        "so the end moves to the next working day, {end} at 24:00{provisional}.",
        provisional=" (the holidays of that year are not yet published, the date may change)",
        holiday="a holiday ({name})",
        saturday="a Saturday",
        sunday="a Sunday",
        day="{0:%Y-%m-%d}",
        amount={
            Unit.HOUR: ("{} hour", "{} hours"),
            Unit.WORKING_DAY: ("{} working day", "{} working days"),
            Unit.CALENDAR_DAY: ("{} calendar day", "{} calendar days"),
            Unit.MONTH: ("{} month", "{} months"),
        },
    ),
}


def explain(deadline: Deadline, locale: str = "zh") -> str:
    """One sentence in "zh" or "en" on how `deadline` came about. Raises KeyError for another locale."""
    texts = _TEXTS[locale]
    amount = _amount(deadline.period, texts)
    start = deadline.start.astimezone(SHANGHAI)
    if deadline.period.unit is Unit.HOUR:
        return texts.hours.format(amount=amount, start=_minute(start, texts), end=_minute(deadline.at, texts))
    provisional = texts.provisional if deadline.provisional else ""
    known = {"amount": amount, "start": texts.day.format(start), "end": texts.day.format(deadline.last_day)}
    if deadline.moved_from is None:
        return texts.days.format(**known, provisional=provisional)
    return texts.moved.format(
        **known,
        provisional=provisional,
        nominal=texts.day.format(deadline.moved_from),
        why=_why_at_rest(deadline.moved_from, deadline.rest_day_name, locale),
    )


def _amount(period: Period, texts: _Texts) -> str:
    return texts.amount[period.unit][period.amount != 1].format(period.amount)


def _minute(instant: datetime, texts: _Texts) -> str:
    local = instant.astimezone(SHANGHAI)
    return f"{texts.day.format(local)} {local:%H:%M}"


def _why_at_rest(day: date, holiday: str | None, locale: str) -> str:
    texts = _TEXTS[locale]
    if holiday is None:
        return texts.saturday if day.weekday() == 5 else texts.sunday
    return texts.holiday.format(name=holiday if locale == "zh" else HOLIDAY_NAMES_EN.get(holiday, holiday))
