"""Who has to act on a meeting, and by when, in each of its states."""

import pytest

from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.subject import RequestFacts
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    CONVENE,
    HEAD,
    NOTHING_KNOWN,
    OFFICE,
    PRESENT,
    at,
    day,
    deputy,
    situation,
    take,
    topic,
)

STEPS: tuple[tuple[str, Actor, Data, object, tuple[str, str, str | None, str]], ...] = (
    (
        "09-07 10:00",
        deputy("01"),
        s.RequestMeeting(topic_id="T4", day=day("09-11")),
        RequestFacts(topic("T4")),
        ("settle_day", "head", None, "09-18 00:00"),
    ),
    (
        "09-09 11:00",
        HEAD,
        s.ProposeOtherTime(meeting_id="M9", day=day("09-22")),
        None,
        ("settle_day", "deputy", "deputy-01", "09-21 00:00"),
    ),
    (
        "09-10 09:00",
        deputy("01"),
        s.AcceptMeeting(meeting_id="M9"),
        None,
        ("convene_meeting", "office", None, "09-22 00:00"),
    ),
    ("09-11 10:00", OFFICE, CONVENE, BookingFacts(), ("freeze_agenda", "office", None, "09-22 00:00")),
    (
        "09-21 17:00",
        OFFICE,
        s.FreezeAgenda(meeting_id="M9"),
        NOTHING_KNOWN,
        ("record_meeting", "office", None, "09-29 00:00"),
    ),
    (
        "09-22 17:00",
        HEAD,
        s.HoldMeeting(meeting_id="M9", attendance=PRESENT),
        None,
        ("draft_minutes", "office", None, "09-29 00:00"),
    ),
    (
        "09-23 09:00",
        OFFICE,
        s.DraftMinutes(meeting_id="M9", text="纪要"),
        None,
        ("confirm_minutes", "office", None, "10-01 00:00"),
    ),
    (
        "09-24 09:00",
        OFFICE,
        s.ConfirmMinutes(meeting_id="M9"),
        None,
        ("publish_minutes", "office", None, "10-01 00:00"),
    ),
)


def after(steps: int) -> Meeting:
    """The meeting after so many steps."""
    meeting: Meeting | None = None
    for now, actor, message, facts, _ in STEPS[:steps]:
        meeting = take(MEETING_TABLE, meeting, message, situation(now, actor, facts, new_id="M9"))
    assert meeting
    return meeting


@pytest.mark.parametrize("step", range(len(STEPS)), ids=[step[-1][0] for step in STEPS])
def test_until_the_minutes_are_public_one_is_waited_for(step: int) -> None:
    (waiting,) = after(step + 1).waiting
    what, role, person, due = STEPS[step][-1]
    assert (waiting.what, waiting.role, waiting.person_id, waiting.due_at) == (what, role, person, at(due))


def test_when_nothing_was_agreed_nobody_is_waited_for_in_the_end() -> None:
    meeting = after(len(STEPS))
    published = take(
        MEETING_TABLE, meeting, s.PublishMinutes(meeting_id="M9"), situation("09-24 10:00", OFFICE)
    )
    assert (published.state, published.waiting) == ("published", ())


@pytest.mark.parametrize("steps", [1, 2, 3, 4, 5])
def test_a_meeting_that_is_called_off_waits_for_nobody(steps: int) -> None:
    cancel = s.CancelMeeting(meeting_id="M9", reason="台风")
    assert take(MEETING_TABLE, after(steps), cancel, situation("09-21 18:00", OFFICE)).waiting == ()


def test_another_draft_does_not_give_more_time_to_confirm() -> None:
    again = s.DraftMinutes(meeting_id="M9", text="新稿")
    assert take(MEETING_TABLE, after(7), again, situation("09-25 09:00", OFFICE)).waiting == after(7).waiting


def test_the_agenda_of_a_meeting_convened_at_short_notice_is_frozen_before_it_begins() -> None:
    (waiting,) = take(
        MEETING_TABLE, after(3), CONVENE, situation("09-22 09:00", OFFICE, BookingFacts())
    ).waiting
    assert (waiting.what, waiting.due_at) == ("freeze_agenda", at("09-22 14:00"))
