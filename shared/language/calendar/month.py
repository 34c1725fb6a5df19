"""The n-th weekday of a month."""

from datetime import date, timedelta

WEEKS = 4
"""Every month has each weekday at least so often."""
WEEKDAYS = 7
MONTHS = 12


def weekday_of_month(month_of: date, months_on: int, week: int, weekday: int) -> date:
    """The ``week``-th ``weekday`` (1: Monday) of the month that is ``months_on`` after that of a day."""
    years, month = divmod(month_of.month - 1 + months_on, MONTHS)
    first = date(month_of.year + years, month + 1, 1)
    to_first = (weekday - first.isoweekday()) % WEEKDAYS
    return first + timedelta(days=to_first + (week - 1) * WEEKDAYS)
