"""Minutes are drafted, confirmed and published."""

from dataclasses import replace

from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    HEAD,
    OFFICE,
    READY,
    at,
    refused,
    situation,
    take,
)

DRAFT = s.DraftMinutes(meeting_id="M9", text="纪要")
IN_SESSION = replace(READY, state="in_session")


def test_minutes_are_public_when_they_were_drafted_confirmed_and_published() -> None:
    now = situation("09-23 10:00", OFFICE)
    drafted = take(MEETING_TABLE, IN_SESSION, DRAFT, now)
    confirmed = take(MEETING_TABLE, drafted, s.ConfirmMinutes(meeting_id="M9"), now)
    published = take(MEETING_TABLE, confirmed, s.PublishMinutes(meeting_id="M9"), now)

    assert [m.state for m in (drafted, confirmed, published)] == [
        "minutes_draft",
        "minutes_confirmed",
        "published",
    ]
    assert [m.minutes for m in (drafted, confirmed, published)] == ["", "", "纪要"]
    assert (confirmed.published_at, published.published_at) == (None, at("09-23 10:00"))


def test_minutes_that_were_confirmed_are_not_written_anew() -> None:
    confirmed = replace(IN_SESSION, state="minutes_confirmed", draft="纪要")

    assert refused(MEETING_TABLE, confirmed, DRAFT, situation("09-23 10:00", OFFICE)) == "wrong_state"


def test_the_head_does_not_write_the_minutes() -> None:
    assert refused(MEETING_TABLE, IN_SESSION, DRAFT, situation("09-23 10:00", HEAD)) == "wrong_role"
