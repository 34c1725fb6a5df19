"""The office calls a meeting off."""

from dataclasses import replace

from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    OFFICE,
    READY,
    refused,
    situation,
    take,
)


def test_the_reason_for_cancelling_stays_visible() -> None:
    cancelled = take(
        MEETING_TABLE,
        READY,
        s.CancelMeeting(meeting_id="M9", reason="台风"),
        situation("09-21 10:00", OFFICE),
    )

    assert (cancelled.state, cancelled.cancelled_reason, cancelled.agenda) == (
        "cancelled",
        "台风",
        READY.agenda,
    )


def test_a_meeting_that_has_begun_is_not_called_off() -> None:
    begun = replace(READY, state="in_session")
    message = s.CancelMeeting(meeting_id="M9", reason="台风")

    assert refused(MEETING_TABLE, begun, message, situation("09-22 15:00", OFFICE)) == "wrong_state"
