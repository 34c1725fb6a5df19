"""How long a meeting may be put off: from the day that was first planned or asked for."""

from datetime import date

from services.scheduling.domain.meeting.meeting import Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.calendar import deadline, end_of_day
from shared.language.contracts.scheduling import MoveMeeting, ProposeOtherTime


def latest_day(meeting: Meeting, situation: Situation) -> date:
    """The last day to which it may be moved (rules.meetings.moved_at_most), from its first day on."""
    first = end_of_day(meeting.first_day or meeting.day)
    return deadline(first, situation.rules.meetings.moved_at_most, situation.calendar).last_day


def it_is_not_put_off_for_long(
    meeting: Meeting, message: MoveMeeting | ProposeOtherTime, situation: Situation
) -> Refusal | None:
    """Not later than rules.meetings.moved_at_most after its first day (practice of 约见: at most a month)."""
    last = latest_day(meeting, situation)
    return refuse("too_late_a_day", "data.day", latest=last) if message.day > last else None
