"""The groups of numbers about meetings. Their sources stand beside them in the TOML files."""

from dataclasses import dataclass

from shared.language.calendar import Period
from shared.language.calendar.month import WEEKDAYS, WEEKS
from shared.language.rules.values import Count, HourOfDay, Ratio


@dataclass(frozen=True, slots=True)
class Agenda:
    """The number of working days before the meeting at which an agenda is frozen, and the age at which
    unanswered submissions come onto it by themselves."""

    regular_frozen_working_days_before: Count
    on_demand_frozen_working_days_before: Count
    unanswered_after: Period


@dataclass(frozen=True, slots=True)
class Meetings:
    """The regular series and the request for a meeting on demand.

    Regular meetings are on a weekday (1: Monday) of a week of their month (1 to 4). So long after one, the
    platform plans the next, unless the office has; people are told of it `regular_notice` before.

    More than the share `quorum` of all deputies must be at a regular meeting. A meeting is moved at most so
    long after its first day, and another day proposed at most so often. Meetings lie between the two full
    hours, unless other hours are said to be meant.
    """

    regular_every: Period
    regular_week: Count
    regular_weekday: Count
    planned_after: Period
    regular_notice: Period
    request_answered_within: Period
    co_signers_at_least: Count
    quorum: Ratio
    moved_at_most: Period
    other_days_at_most: Count
    ask_again_after: Period
    not_before_hour: HourOfDay
    not_after_hour: HourOfDay

    def __post_init__(self) -> None:
        if self.not_before_hour >= self.not_after_hour:
            raise ValueError("not_after_hour must be above not_before_hour")
        if self.regular_week > WEEKS:
            raise ValueError(f"regular_week must be a whole number from 1 to {WEEKS}")
        if self.regular_weekday > WEEKDAYS:
            raise ValueError(f"regular_weekday must be a whole number from 1 to {WEEKDAYS}")
