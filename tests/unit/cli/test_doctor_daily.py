"""What the doctor says of things that run out."""

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from cli.doctor.daily import account, room, year_to_come
from shared.kernel.settings.settings import settings_for
from shared.language.calendar import WorkingCalendar
from shared.language.calendar.day_table import DayKind, ListedDay

EMPTY = WorkingCalendar.from_table(())
TAKEN = WorkingCalendar.from_table(
    ListedDay(date(year, 1, 1), DayKind.HOLIDAY, "元旦", "notice", provisional=False) for year in (2026, 2027)
)


def test_a_year_whose_days_off_nobody_has_told_is_named_with_the_townships() -> None:
    (this,) = year_to_come(date(2026, 11, 30), {"330921201": EMPTY, "330921202": TAKEN})
    assert "330921201" in this.advice
    assert "330921202" not in this.advice
    assert "calendar import" in this.advice


def test_from_december_on_the_next_year_is_looked_at_too() -> None:
    assert [finding.advice for finding in year_to_come(date(2026, 12, 1), {"": TAKEN})] == ["", ""]
    only_2026 = WorkingCalendar.from_table(day for day in TAKEN.listed.values() if day.date.year == 2026)
    _, next_year = year_to_come(date(2026, 12, 1), {"": only_2026})
    assert next_year.advice


@pytest.mark.parametrize(("free", "bad"), [(500, False), (50, True)])
def test_a_disk_that_is_nearly_full_is_a_finding(
    free: int, bad: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(total=1000, free=free))
    assert bool(room(tmp_path / "not" / "there").advice) is bad


async def test_a_database_that_is_away_has_no_account_and_is_said_once() -> None:
    settings = settings_for("intake", database_url="postgresql://nobody@127.0.0.1:9/x")
    assert [one async for one in account("intake", settings)] == []
