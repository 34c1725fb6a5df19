import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from shared.language.calendar import DayKind, read_day_table, standard_day_table

ROOT = Path(__file__).resolve().parents[3]
HEADER = "date,kind,name,source,provisional"
GOOD = "2026-10-01,holiday,国庆节,notice,false"


def test_the_committed_table_is_what_the_libraries_say() -> None:
    check = [sys.executable, "scripts/build_day_table.py", "--check"]

    result = subprocess.run(
        check, cwd=ROOT, env={"PYTHONPATH": "."}, capture_output=True, text=True, timeout=60
    )

    assert result.returncode == 0, result.stdout + result.stderr


def test_every_row_says_where_it_comes_from() -> None:
    assert all(day.name and day.source for day in standard_day_table())


def test_years_whose_notice_is_not_out_are_provisional_and_have_no_make_up_workdays() -> None:
    days = standard_day_table()

    assert {day.date.year for day in days} == set(range(2010, 2051))
    assert {day.date.year for day in days if day.provisional} == set(range(2027, 2051))
    assert {day.date.year for day in days if day.kind is DayKind.MAKEUP_WORKDAY} == set(range(2010, 2027))


def test_2026_has_the_days_of_its_notice() -> None:
    kinds = Counter(day.kind for day in standard_day_table() if day.date.year == 2026)
    worked = [day.date.isoformat() for day in standard_day_table() if day.date.year == 2026]

    assert kinds == {DayKind.HOLIDAY: 33, DayKind.MAKEUP_WORKDAY: 6}
    assert {"2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"} <= set(worked)


def test_a_table_is_read_row_by_row() -> None:
    (day,) = read_day_table([HEADER, GOOD])

    assert (day.date.isoformat(), day.kind, day.name, day.source, day.provisional) == (
        "2026-10-01",
        DayKind.HOLIDAY,
        "国庆节",
        "notice",
        False,
    )


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["2026-13-01,holiday,国庆节,notice,false"], "line 2"),
        (["2026-10-01,party,国庆节,notice,false"], "line 2.*party"),
        (["2026-10-01,holiday,国庆节,notice,maybe"], "line 2.*maybe"),
        (["2026-10-01,holiday"], "line 2"),
        (
            ["2026-10-08,makeup_workday,国庆节,notice,false"],
            "Thursday and cannot be listed as makeup_workday",
        ),
        ([GOOD, GOOD], "line 3.*is not after"),
        (["2026-10-02,holiday,国庆节,notice,false", GOOD], "line 3.*is not after"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line(rows: list[str], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        read_day_table([HEADER, *rows])


def test_a_table_with_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="has the columns date, kind, name, source, provisional"):
        read_day_table(["date,name", "2026-10-01,国庆节"])
