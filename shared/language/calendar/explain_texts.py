"""The words of `explain`, Chinese and English.

They stand here and not in the catalogue because the calendar imports nothing but the standard library.
"""

from dataclasses import dataclass

from shared.language.calendar.period import Unit

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
class Texts:
    """The sentences of one language and what they are put together from."""

    hours: str
    days: str
    moved: str
    provisional: str
    makeup: str
    """Said of a last day that is a worked Saturday or Sunday."""
    holiday: str
    saturday: str
    sunday: str
    """These three: why the end moves, when one day alone is at rest."""
    many_days: str
    """Why the end moves, when several days are at rest; `{runs}` are all of them."""
    run: str
    weekend: str
    weekends_left_out: str
    holidays_left_out: str
    both_left_out: str
    comma: str
    span: str
    day: str
    short_day: str
    """A day of the same year as the one named before."""
    amount: dict[Unit, tuple[str, str]]


TEXTS = {
    "zh": Texts(
        hours="自{start}起{amount}，至{end}止，节假日照常计算。",
        days="自{start}起{amount}，当日不计{left_out}，至{end}24:00止{provisional}。",
        moved="自{start}起{amount}，当日不计，届满日{nominal}{why}，顺延至下一工作日{end}24:00止{provisional}。",
        provisional="（当年放假安排尚未公布，日期暂定）",
        makeup="（调休上班）",
        holiday="适逢{name}放假",
        saturday="是星期六",
        sunday="是星期日",
        many_days="适逢休息日（{runs}）",
        run="{span}{name}",
        weekend="周末",
        weekends_left_out="，周末不计",
        holidays_left_out="，节假日（{runs}）不计",
        both_left_out="，周末和节假日（{runs}）不计",
        comma="、",
        span="{first}至{last}",
        day="{0.year}年{0.month}月{0.day}日",
        short_day="{0.month}月{0.day}日",
        amount={
            Unit.HOUR: ("{}小时", "{}小时"),
            Unit.WORKING_DAY: ("{}个工作日", "{}个工作日"),
            Unit.CALENDAR_DAY: ("{}日", "{}日"),
            Unit.MONTH: ("{}个月", "{}个月"),
        },
    ),
    "en": Texts(
        hours="{amount} from {start}, holidays included, end at {end}.",
        days="{amount} from {start}, that day not counted{left_out}, end on {end} at 24:00{provisional}.",
        moved="{amount} from {start}, that day not counted, would end on {nominal}, {why}, "
        "so the end moves to the next working day, {end} at 24:00{provisional}.",
        provisional=" (the holidays of that year are not yet published, the date may change)",
        makeup=" (a worked weekend day)",
        holiday="a holiday ({name})",
        saturday="a Saturday",
        sunday="a Sunday",
        many_days="a rest day ({runs})",
        run="{span} {name}",
        weekend="weekend",
        weekends_left_out=", weekends left out",
        holidays_left_out=", holidays left out ({runs})",
        both_left_out=", weekends and holidays left out ({runs})",
        comma=", ",
        span="{first} to {last}",
        day="{0:%Y-%m-%d}",
        short_day="{0:%Y-%m-%d}",
        amount={
            Unit.HOUR: ("{} hour", "{} hours"),
            Unit.WORKING_DAY: ("{} working day", "{} working days"),
            Unit.CALENDAR_DAY: ("{} calendar day", "{} calendar days"),
            Unit.MONTH: ("{} month", "{} months"),
        },
    ),
}
