"""The notice that people are given of a meeting, and who chairs it."""

from datetime import date, timedelta

from services.scheduling.domain.meeting.meeting import REGULAR, Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.calendar import deadline, end_of_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import ConveneMeeting
from shared.language.directory.choosing import hold_posts


def notice_ends(day: date, situation: Situation) -> date:
    """The last day on which people are told in time of a regular meeting on ``day``
    (rules.meetings.regular_notice)."""
    last, notice = day, situation.rules.meetings.regular_notice
    while deadline(end_of_day(last), notice, situation.calendar).last_day > day:
        last -= timedelta(days=1)
    return last


def people_have_notice(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """A regular meeting is told so long before (rules.meetings.regular_notice), or is urgent, as the head or
    the presidium have agreed."""
    notice = situation.rules.meetings.regular_notice
    earliest = deadline(situation.now, notice, situation.calendar).last_day
    if meeting.kind != REGULAR or message.urgent or earliest <= meeting.day:
        return None
    return refuse("notice_too_short", "data.starts_at", day=meeting.day, earliest=earliest)


def urgency_is_agreed(meeting: Meeting, message: ConveneMeeting, situation: Situation) -> Refusal | None:
    """Who agreed is the head or a member of the presidium (the township's list of posts)."""
    if message.urgent is None:
        return None
    by, roles = (message.urgent.agreed_by,), (Role.HEAD, Role.PRESIDIUM)
    return hold_posts(by, situation.directory, "data.urgent.agreed_by", roles)


def chair_is_of_the_congress(
    meeting: Meeting, message: ConveneMeeting, situation: Situation
) -> Refusal | None:
    """The chair is a deputy or of the presidium (practice of 约见: the congress chairs, the head answers)."""
    if message.chair_id is None:
        return None
    roles = (Role.PRESIDIUM, Role.DEPUTY)
    return hold_posts((message.chair_id,), situation.directory, "data.chair_id", roles)
