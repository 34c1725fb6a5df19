"""The agenda is closed on its day or later."""

import pytest

from services.scheduling.domain.meeting.agenda import AgendaFacts
from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    ASKED_FOR,
    MEETING,
    OFFICE,
    project,
    refused,
    situation,
    take,
    topic,
)

FREEZE = s.FreezeAgenda(meeting_id="M9")


@pytest.mark.parametrize("meeting", [MEETING, ASKED_FOR], ids=lambda meeting: meeting.kind)
def test_an_agenda_is_frozen_on_its_day_or_later_and_not_earlier(meeting: Meeting) -> None:
    on_the_day = f"{meeting.freeze_on:%m-%d} 00:01"
    day_before = {"09-16": "09-15 23:59", "09-21": "09-20 23:59"}[f"{meeting.freeze_on:%m-%d}"]
    its_end = f"{meeting.freeze_on:%m-%d} 00:00"

    for early in (day_before, its_end):
        assert (
            refused(MEETING_TABLE, meeting, FREEZE, situation(early, OFFICE, AgendaFacts()))
            == "too_early_to_freeze"
        )
    assert (
        take(MEETING_TABLE, meeting, FREEZE, situation(on_the_day, OFFICE, AgendaFacts())).state == "frozen"
    )
    assert (
        take(MEETING_TABLE, meeting, FREEZE, situation("09-22 09:00", OFFICE, AgendaFacts())).state
        == "frozen"
    )


def test_the_agenda_of_a_meeting_on_demand_is_its_topic_alone() -> None:
    known = AgendaFacts(topics=(topic("T4"),), projects=(project("P1"),))

    agenda = take(MEETING_TABLE, ASKED_FOR, FREEZE, situation("09-21 09:00", OFFICE, known)).agenda

    assert [(entry.id, entry.why) for entry in agenda] == [("T4", "meeting_requested")]
