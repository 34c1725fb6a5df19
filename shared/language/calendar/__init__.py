"""Working days and statutory periods of the People's Republic of China. Standard library only.

Nothing here keeps a calendar of its own: pass a `WorkingCalendar`, so that the notice for a new year is just
another value.
"""

from shared.language.calendar.day_table import DayKind, ListedDay, read_day_table, standard_day_table
from shared.language.calendar.deadline import Deadline, deadline
from shared.language.calendar.explain import explain
from shared.language.calendar.local_time import SHANGHAI, at_local, end_of_day, local_day, local_minute
from shared.language.calendar.period import Period, Unit
from shared.language.calendar.rest import Rest
from shared.language.calendar.working_calendar import WorkingCalendar

__all__ = [
    "SHANGHAI",
    "DayKind",
    "Deadline",
    "ListedDay",
    "Period",
    "Rest",
    "Unit",
    "WorkingCalendar",
    "at_local",
    "deadline",
    "end_of_day",
    "explain",
    "local_day",
    "local_minute",
    "read_day_table",
    "standard_day_table",
]
