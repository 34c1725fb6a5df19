"""The conditions for a day and hours that somebody names."""

from datetime import date

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.calendar import local_day
from shared.language.contracts.scheduling import (
    MoveMeeting,
    PlanMeeting,
    PlanVisit,
    ProposeOtherTime,
    RequestMeeting,
)

NamesMeetingDay = PlanMeeting | RequestMeeting | ProposeOtherTime | MoveMeeting
NamesADay = NamesMeetingDay | PlanVisit


def past_day(day: date, field: str, situation: Situation) -> Refusal | None:
    """Why ``day`` (Asia/Shanghai) cannot be chosen any more: today is the first that can."""
    return refuse("day_in_the_past", field, day=day) if day < local_day(situation.now) else None


def day_is_not_over(_: object, message: NamesADay, situation: Situation) -> Refusal | None:
    """The day that the message names is today or later (practice: nobody can come on a past day)."""
    return past_day(message.day, "data.day", situation)


def day_is_worked_or_meant(_: object, message: NamesMeetingDay, situation: Situation) -> Refusal | None:
    """People work on the day, or it is said to be meant (practice: a slip of the pen would invite everybody
    on a holiday)."""
    if message.even_on_rest_day or situation.calendar.is_working_day(message.day):
        return None
    return refuse("rest_day", "data.day", day=message.day)
