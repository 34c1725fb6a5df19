"""The township takes the State Council's notice of a year."""

from datetime import date

from shared.language.calendar import DayKind, standard_day_table
from shared.language.contracts.directory import CalendarNotice, NoticeDay, NoticeTaken, TakeNotice
from tests.unit.directory.world import OFFICE, OPERATOR, DirectoryWorld

WHEN = "2026-11-20 09:00"
DAYS = tuple(
    NoticeDay(day=listed.date, kind=listed.kind.value, name=listed.name)
    for listed in standard_day_table()
    if listed.date.year == 2026
)


def notice(source: str = "国办发明电〔2025〕7号", days: tuple[NoticeDay, ...] = DAYS) -> TakeNotice:
    return TakeNotice(notice=CalendarNotice(year=2026, source=source, days=days))


def test_a_whole_year_is_taken_and_told() -> None:
    event = DirectoryWorld().must(WHEN, OFFICE, notice())
    assert isinstance(event, NoticeTaken)
    assert event.township.notices == (event.notice,)
    assert event.notice.days == DAYS


def test_a_later_notice_of_the_year_takes_the_earlier_one_s_place_which_stays_in_the_history() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, notice())
    world.must(WHEN, OPERATOR, notice("更正"))
    assert [taken.source for taken in world.township.notices] == ["更正"]
    (row,) = world.changes(3)
    assert (row["list"], row["key"], row["since"]) == ("notices", "2026", date(2026, 1, 1))
    assert row["before"]["source"] == "国办发明电〔2025〕7号"


def test_the_same_notice_again_changes_nothing() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, notice())
    assert world.refused(WHEN, OFFICE, notice()) == "nothing_changes"


def test_a_notice_without_one_of_the_festivals_is_refused_by_its_name() -> None:
    days = tuple(day for day in DAYS if "国庆节" not in day.name)
    refusal = DirectoryWorld().refusal(WHEN, OFFICE, notice(days=days))
    assert refusal.code == "unusable_notice"
    assert "国庆节" in dict(refusal.values)["why"]


def test_a_make_up_day_on_a_working_day_is_refused() -> None:
    wednesday = NoticeDay(day=date(2026, 9, 16), kind=DayKind.MAKEUP_WORKDAY.value, name="中秋节")
    assert DirectoryWorld().refused(WHEN, OFFICE, notice(days=(*DAYS, wednesday))) == "unusable_notice"
