import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import Period, Unit


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2 hours", Period(2, Unit.HOUR)),
        ("7 working_days", Period(7, Unit.WORKING_DAY)),
        ("15 calendar_days", Period(15, Unit.CALENDAR_DAY)),
        ("3 months", Period(3, Unit.MONTH)),
        ("1 month", Period(1, Unit.MONTH)),
    ],
)
def test_a_period_is_written_as_an_amount_and_a_unit(text: str, period: Period) -> None:
    assert Period.parse(text) == period
    assert str(period) == text


@pytest.mark.parametrize(
    "text",
    [
        *["", "3", "months", "3months", "3  months", " 3 months", "3 months\n", "3 monthss", "3 MONTHS"],
        *["0 months", "-1 months", "1.5 months", "03 months", "٣ months", "123456 months", "3 weeks"],
    ],
)
def test_anything_else_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="is no period"):
        Period.parse(text)


@pytest.mark.parametrize("amount", [0, -1])
def test_a_period_is_never_empty_or_negative(amount: int) -> None:
    with pytest.raises(ValueError, match="at least 1 month"):
        Period(amount, Unit.MONTH)


@given(st.builds(Period, st.integers(1, 99_999), st.sampled_from(Unit)))
def test_a_period_survives_being_written_and_read(period: Period) -> None:
    assert Period.parse(str(period)) == period
