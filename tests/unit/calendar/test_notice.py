"""A year's notice, in its own words and as a table: read, checked, laid over the packaged table."""

from datetime import date

import pytest

from shared.language.calendar import (
    DayKind,
    ListedDay,
    Period,
    WorkingCalendar,
    deadline,
    end_of_day,
    standard_day_table,
)
from shared.language.calendar.notice import NoticeError, overlaid
from shared.language.calendar.notice_csv import read_notice_csv
from shared.language.calendar.notice_text import read_notice_text

TITLE = "国务院办公厅关于2026年部分节假日安排的通知"
OF_2026 = f"""{TITLE}
国办发明电〔2025〕7号
经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，确保人民群众祥和平安度过节日假期。
国务院办公厅
2025年11月4日"""
OF_2019 = """元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
清明节：4月5日放假，与周末连休。
劳动节：5月1日放假。
端午节：6月7日放假，与周末连休。
中秋节：9月13日放假，与周末连休。
国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。"""
TABLE = """day,kind,name,source
2026-12-31,holiday,元旦,试
2027-01-01,holiday,元旦,试
2027-02-05,holiday,春节,试
2027-02-06,holiday,春节,试
2027-02-20,workday,春节,试
2027-04-05,holiday,清明节,试
2027-05-01,holiday,劳动节,试
2027-06-09,holiday,端午节,试
2027-09-15,holiday,中秋节,试
2027-10-01,放假,国庆节,试"""


def arranged(days: tuple[ListedDay, ...]) -> set[tuple[date, DayKind]]:
    return {(day.date, day.kind) for day in days}


def problems_of(text: str, year: int | None = None) -> list[str]:
    with pytest.raises(NoticeError) as raised:
        read_notice_text(text.splitlines(), year)
    return str(raised.value).splitlines()


def problems_of_table(text: str) -> list[str]:
    with pytest.raises(NoticeError) as raised:
        read_notice_csv(text.splitlines())
    return str(raised.value).splitlines()


def test_the_words_of_a_notice_say_the_same_days_as_the_packaged_table() -> None:
    notice = read_notice_text(OF_2026.splitlines())

    packaged = tuple(day for day in standard_day_table() if day.date.year == 2026)
    assert notice.year == 2026
    assert arranged(notice.days) == arranged(packaged)
    assert {day.source for day in notice.days} == {TITLE}
    assert not any(day.provisional for day in notice.days)


def test_a_notice_may_take_days_of_the_december_before() -> None:
    """All days off, and the worked ones, are those of the packaged table; plain weekends are not listed."""
    notice = read_notice_text(OF_2019.splitlines(), 2019)

    calendar = WorkingCalendar.from_table(
        overlaid((day for day in standard_day_table() if day.date.year == 2018), notice.days)
    )
    packaged = WorkingCalendar.standard()
    for day in notice.days:
        assert calendar.is_working_day(day.date) is packaged.is_working_day(day.date), day
    assert date(2018, 12, 29) in {day.date for day in notice.days}


@pytest.mark.parametrize("width", ["：（）", ":()"])
def test_brackets_and_colons_of_either_width_are_read(width: str) -> None:
    text = OF_2026.translate(str.maketrans("：（）", width))

    assert arranged(read_notice_text(text.splitlines()).days) == arranged(
        read_notice_text(OF_2026.splitlines()).days
    )


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("10月10日（周六）", "10月10日（周日）", "第10行：10月10日不是周日，应为2026年10月10日（周六）。"),
        ("共9天", "共8天", "第5行：写的是8天，所列日期却有9天。"),
        ("2月28日（周六）上班", "2月30日上班", "第5行：没有2026年2月30日这一天。"),
        ("5月9日（周六）上班", "5月8日上班", "第7行：2026年5月8日（周五）本来就上班，不能是调休上班日。"),
        ("10月10日（周六）上班", "2月14日上班", "第10行：2026年2月14日（周六）在第5行已经写过。"),
        ("至7日（周三）", "至9月7日", "第10行：2026年9月7日（周一）早于2026年10月1日（周四）。"),
        ("四、劳动节：", "四、五一：", "第7行：没有“五一”这个节日。"),
        ("四、劳动节：", "", "第7行：看不出是哪个节日，请写成“元旦：1月1日放假”。"),
        ("1月1日（周四）至", "约1月1日（周四）至", "第4行：看不懂“约”。"),
        ("：4月4日", "：4日", "第6行：“4日”没有写明月份。"),
        ("六、中秋节", "六、国庆节", "缺少2026年的中秋节：请给出全年的安排。"),
        ("：1月1日（周四）至3日（周六）", "：2025年11月30日至12月2日", "不属于2026年的放假安排。"),
    ],
)
def test_what_is_wrong_in_the_words_is_said_with_its_line(right: str, wrong: str, problem: str) -> None:
    assert right in OF_2026
    found = problems_of(OF_2026.replace(right, wrong, 1))

    assert any(problem in line for line in found), found


def test_every_problem_is_said_at_once() -> None:
    assert len(problems_of(OF_2026.replace("共9天", "共8天").replace("共5天", "共6天"))) == 2


def test_words_without_a_title_need_the_year() -> None:
    assert problems_of(OF_2019) == ["不知道是哪一年的安排：请保留通知的标题，或写明年份。"]


def test_a_table_of_a_notice_is_read() -> None:
    notice = read_notice_csv(TABLE.splitlines())

    assert (notice.year, len(notice.days)) == (2027, 10)
    assert notice.days[4] == ListedDay(date(2027, 2, 20), DayKind.MAKEUP_WORKDAY, "春节", "试", False)


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("day,kind", "date,kind", "第1行：列应为day、kind、name、source。"),
        ("2027-01-01", "2027-13-01", "第3行：“2027-13-01”不是日期，请写成2027-01-01。"),
        ("2027-02-20,workday", "2027-02-20,party", "第6行：“party”应为holiday（放假）或workday（上班）。"),
        ("清明节,试", "清明节,", "第7行：没有写明节日名称或来源。"),
        ("清明节,试", "清明节,试,多", "第7行：多出了一列。"),
        ("2027-02-20,workday", "2027-02-19,workday", "第6行：2027年2月19日（周五）本来就上班，"),
        ("2027-02-06", "2027-02-05", "第5行：2027年2月5日（周五）在第4行已经写过。"),
        ("2026-12-31", "2026-11-30", "第2行：2026年11月30日（周一）不属于2027年的放假安排。"),
        ("2027-09-15", "2028-09-15", "第10行：2028年9月15日（周五）不属于2027年的放假安排。"),
        ("中秋节", "中秋", "缺少2027年的中秋节："),
    ],
)
def test_what_is_wrong_in_a_table_is_said_with_its_line(right: str, wrong: str, problem: str) -> None:
    found = problems_of_table(TABLE.replace(right, wrong, 1))

    assert any(line.startswith(problem) for line in found), found


@pytest.mark.parametrize("text", ["", "day,kind,name,source"])
def test_a_table_without_days_is_no_notice(text: str) -> None:
    assert len(problems_of_table(text)) == 1


def test_a_whole_year_takes_the_place_of_what_was_computed() -> None:
    notice = read_notice_csv(TABLE.splitlines())
    calendar = WorkingCalendar.from_table(overlaid(standard_day_table(), notice.days))

    assert calendar.is_working_day(date(2027, 2, 10))
    assert calendar.is_working_day(date(2027, 2, 20))
    assert not calendar.is_working_day(date(2026, 12, 31))
    assert not calendar.is_provisional(date(2027, 7, 1))
    assert calendar.is_provisional(date(2028, 7, 1))
    assert calendar.holiday_name(date(2026, 10, 1)) == "国庆节"


def test_single_days_win_by_day_and_leave_the_year_provisional() -> None:
    extra = ListedDay(date(2027, 7, 1), DayKind.HOLIDAY, "特别假", "市府", provisional=False)
    calendar = WorkingCalendar.from_table(overlaid(standard_day_table(), [extra]))

    assert not calendar.is_working_day(date(2027, 7, 1))
    assert not calendar.is_working_day(date(2027, 2, 10))
    assert calendar.is_provisional(date(2027, 7, 1))


def test_a_notice_shortens_a_deadline_and_settles_it() -> None:
    period, start = Period.parse("1 month"), end_of_day(date(2027, 1, 9))
    notice = read_notice_csv(TABLE.splitlines())
    after = WorkingCalendar.from_table(overlaid(standard_day_table(), notice.days))

    before_it = deadline(start, period, WorkingCalendar.from_table(standard_day_table()))
    after_it = deadline(start, period, after)

    assert (before_it.last_day, before_it.provisional) == (date(2027, 2, 11), True)
    assert (after_it.last_day, after_it.provisional) == (date(2027, 2, 9), False)
