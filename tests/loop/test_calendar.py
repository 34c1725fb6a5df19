"""Ways in which a day was counted so that people could not understand it, or that was none: by the real
calendar, no table."""

from datetime import date

import pytest

from shared.language.calendar import Period, WorkingCalendar, at_local, deadline, explain

CALENDAR = WorkingCalendar.standard()
PUBLISHED = 2026
"""The last year whose holidays the State Council has published."""


def test_l26_a_deadline_before_the_spring_festival_names_every_reason_why_it_moves() -> None:
    """Three months end on a Sunday, with which the nine days of the festival begin."""
    found = deadline(at_local(date(2025, 11, 15), 9), Period.parse("3 months"), CALENDAR)
    assert found.moved_from == date(2026, 2, 15)
    said = explain(found)
    assert "春节" in said
    assert "星期日" not in said
    assert f"{found.last_day.month}月{found.last_day.day}日" in said


@pytest.mark.parametrize("year", range(PUBLISHED + 1, PUBLISHED + 11))
def test_l26_no_deadline_ends_on_a_new_years_day_or_spring_festival_of_the_next_ten_years(year: int) -> None:
    for start in (date(year - 1, 10, 1), date(year - 1, 12, 1)):
        found = deadline(at_local(start, 9), Period.parse("3 months"), CALENDAR)
        assert CALENDAR.is_working_day(found.last_day)
        assert found.provisional
    assert not CALENDAR.is_working_day(date(year, 1, 1))
