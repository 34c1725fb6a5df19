"""The conditions for a day that somebody names."""

from datetime import date

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.calendar import local_day
from shared.language.contracts.scheduling import PlanMeeting, PlanVisit, ProposeOtherTime, RequestMeeting

NamesADay = PlanMeeting | RequestMeeting | ProposeOtherTime | PlanVisit


def past_day(day: date, field: str, situation: Situation) -> Refusal | None:
    """Why ``day`` (Asia/Shanghai) cannot be chosen any more: today is the first that can."""
    return refuse("day_in_the_past", field, day=day) if day < local_day(situation.now) else None


def day_is_not_over(_: object, message: NamesADay, situation: Situation) -> Refusal | None:
    """The day that the message names is today or later (practice: nobody can come on a past day)."""
    return past_day(message.day, "data.day", situation)
