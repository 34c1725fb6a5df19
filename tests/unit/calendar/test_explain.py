from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import (
    Period,
    Unit,
    WorkingCalendar,
    at_local,
    deadline,
    end_of_day,
    explain,
    standard_day_table,
)
from shared.language.calendar.explain_texts import HOLIDAY_NAMES_EN

CALENDAR = WorkingCalendar.standard()
STARTS = st.datetimes(datetime(2009, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


def explained(start: date, period: str, locale: str) -> str:
    return explain(deadline(at_local(start, 9, 30), Period.parse(period), CALENDAR), locale)


@pytest.mark.parametrize(
    ("start", "period", "chinese", "english"),
    [
        (
            date(2026, 9, 24),
            "3 months",
            "自2026年9月24日起3个月，当日不计，至2026年12月24日24:00止。",
            "3 months from 2026-09-24, that day not counted, end on 2026-12-24 at 24:00.",
        ),
        (
            date(2026, 9, 20),
            "15 calendar_days",
            "自2026年9月20日起15日，当日不计，届满日2026年10月5日适逢休息日（10月5日至10月7日国庆节），顺延至下一工作日2026年10月8日24:00止。",
            "15 calendar days from 2026-09-20, that day not counted, would end on 2026-10-05, a rest day "
            "(2026-10-05 to 2026-10-07 National Day), so the end moves to the next working day, "
            "2026-10-08 at 24:00.",
        ),
        (
            date(2026, 10, 29),
            "1 month",
            "自2026年10月29日起1个月，当日不计，届满日2026年11月29日是星期日，顺延至下一工作日2026年11月30日24:00止。",
            "1 month from 2026-10-29, that day not counted, would end on 2026-11-29, a Sunday, "
            "so the end moves to the next working day, 2026-11-30 at 24:00.",
        ),
        (
            date(2026, 9, 24),
            "7 working_days",
            "自2026年9月24日起7个工作日，当日不计，周末和节假日（9月25日至9月27日中秋节、10月1日至10月7日国庆节）不计，"
            "至2026年10月12日24:00止。",
            "7 working days from 2026-09-24, that day not counted, weekends and holidays left out "
            "(2026-09-25 to 2026-09-27 Mid-Autumn Festival, 2026-10-01 to 2026-10-07 National Day), "
            "end on 2026-10-12 at 24:00.",
        ),
        (
            date(2026, 10, 1),
            "2 hours",
            "自2026年10月1日 09:30起2小时，至2026年10月1日 11:30止，节假日照常计算。",
            "2 hours from 2026-10-01 09:30, holidays included, end at 2026-10-01 11:30.",
        ),
        (
            date(2026, 11, 24),
            "3 months",
            "自2026年11月24日起3个月，当日不计，至2027年2月24日24:00止（当年放假安排尚未公布，日期暂定）。",
            "3 months from 2026-11-24, that day not counted, end on 2027-02-24 at 24:00 "
            "(the holidays of that year are not yet published, the date may change).",
        ),
    ],
)
def test_a_deadline_is_explained_in_one_sentence(
    start: date, period: str, chinese: str, english: str
) -> None:
    assert explained(start, period, "zh") == chinese
    assert explained(start, period, "en") == english


def test_chinese_comes_first() -> None:
    due = deadline(at_local(date(2026, 9, 24)), Period.parse("3 months"), CALENDAR)

    assert explain(due) == explain(due, "zh")


def test_every_holiday_of_the_table_has_an_english_name() -> None:
    names = {name for day in standard_day_table() for name in day.name.split("、")}

    assert names == HOLIDAY_NAMES_EN.keys()


@given(STARTS, st.builds(Period, st.integers(1, 40), st.sampled_from(Unit)), st.sampled_from(["zh", "en"]))
def test_every_explanation_names_the_last_day_and_is_one_filled_in_sentence(
    start: datetime, period: Period, locale: str
) -> None:
    due = deadline(start, period, CALENDAR)
    text = explain(due, locale)

    day = (
        f"{due.last_day.year}年{due.last_day.month}月{due.last_day.day}日"
        if locale == "zh"
        else str(due.last_day)
    )
    assert day in text
    assert text.count("。" if locale == "zh" else ".") == 1
    assert not set("{}") & set(text)


@pytest.mark.parametrize(
    ("start", "period", "chinese", "english"),
    [
        (
            date(2025, 11, 15),
            "3 months",
            "届满日2026年2月15日适逢休息日（2月15日至2月23日春节）",
            "2026-02-15, a rest day (2026-02-15 to 2026-02-23 Spring Festival)",
        ),
        (
            date(2027, 12, 25),
            "1 month",
            "（1月25日至1月28日春节、1月29日至1月30日周末）",
            "(2028-01-25 to 2028-01-28 Spring Festival, 2028-01-29 to 2028-01-30 weekend)",
        ),
        (
            date(2028, 11, 30),
            "1 month",
            "（12月30日至12月31日周末、2029年1月1日元旦）",
            "(2028-12-30 to 2028-12-31 weekend, 2029-01-01 New Year's Day)",
        ),
        (
            date(2031, 9, 16),
            "15 calendar_days",
            "（10月1日中秋节、国庆节、10月2日至10月3日国庆节、10月4日至10月5日周末）",
            "2031-10-01 Mid-Autumn Festival and National Day",
        ),
    ],
)
def test_every_reason_for_passing_over_days_is_named(
    start: date, period: str, chinese: str, english: str
) -> None:
    """L26: not only that the first of them is a Sunday."""
    assert chinese in explained(start, period, "zh")
    assert english in explained(start, period, "en")


def test_a_single_festival_day_is_named() -> None:
    assert "届满日2027年6月9日适逢端午节放假，" in explained(date(2027, 5, 9), "1 month", "zh")


def test_a_worked_weekend_day_is_said_to_be_one() -> None:
    assert "2026年2月14日（调休上班）24:00止" in explained(date(2026, 1, 14), "1 month", "zh")
    assert "2026-02-14 (a worked weekend day) at 24:00" in explained(date(2026, 1, 14), "1 month", "en")


def test_a_start_at_24_is_named_by_the_day_that_ends() -> None:
    due = deadline(end_of_day(date(2026, 10, 28)), Period.parse("1 month"), CALENDAR)
    hours = deadline(end_of_day(date(2026, 10, 28)), Period.parse("24 hours"), CALENDAR)

    assert explain(due).startswith("自2026年10月28日起")
    assert explain(hours).startswith("自2026年10月28日 24:00起24小时，至2026年10月29日 24:00止")
