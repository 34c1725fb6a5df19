"""What was recorded of a meeting is put right, and how it was before stays readable."""

from dataclasses import replace

import pytest

from services.scheduling.domain.meeting.meeting import HELD, Meeting
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.kernel.messages.base import Data
from shared.language.behaviour import law_of
from shared.language.contracts import scheduling as s
from tests.support.township import after_the_term_of
from tests.unit.chapters import Example
from tests.unit.scheduling.samples import (
    DEPUTIES,
    HEAD,
    HOLD,
    OFFICE,
    PRESENT,
    READY,
    at,
    day,
    deputy,
    refused,
    situation,
    take,
)

MINUTES = s.CorrectMinutes(meeting_id="M9", text="纪要（更正）", reason="日期写错")
OUTCOME = s.CorrectOutcome(meeting_id="M9", outcome_id="O1", title="增设三个停靠点", reason="数目写漏")
PEOPLE = s.CorrectAttendance(meeting_id="M9", attendance=PRESENT[1:], reason="deputy-01 早退")
SEND_BACK = s.SendBackMinutes(meeting_id="M9", reason="议题二漏记")
EXAMPLES = (
    Example(MINUTES, OFFICE, ("published",)),
    Example(OUTCOME, OFFICE, HELD),
    Example(PEOPLE, OFFICE, HELD),
    Example(SEND_BACK, OFFICE, ("minutes_confirmed",)),
)
NOW = situation("10-09 09:00", OFFICE)


def published() -> Meeting:
    """A meeting whose minutes are public; its one outcome is not assigned."""
    held = take(MEETING_TABLE, READY, HOLD, situation("09-22 17:00", HEAD))
    for message in (
        s.DraftMinutes(meeting_id="M9", text="纪要"),
        s.ConfirmMinutes(meeting_id="M9"),
        s.PublishMinutes(meeting_id="M9"),
    ):
        held = take(MEETING_TABLE, held, message, situation("09-23 10:00", OFFICE))
    return held


def correction(meeting: Meeting) -> tuple[str, str, str, str]:
    last = meeting.corrections[-1]
    return last.what, last.was, last.by, last.reason


def test_public_minutes_are_corrected_and_the_earlier_text_stays_readable() -> None:
    corrected = take(MEETING_TABLE, published(), MINUTES, NOW)
    assert corrected.minutes == "纪要（更正）"
    assert correction(corrected) == ("minutes", "纪要", "office-1", "日期写错")
    again = MINUTES.model_copy(update={"text": "纪要（再更正）"})
    assert refused(MEETING_TABLE, corrected, again, NOW) == "corrected_meanwhile"
    twice = take(MEETING_TABLE, corrected, again.model_copy(update={"corrections_seen": 1}), NOW)
    assert [one.was for one in twice.corrections] == ["纪要", "纪要（更正）"]
    assert refused(MEETING_TABLE, corrected, MINUTES, NOW) == "nothing_to_correct"


def test_an_outcome_is_corrected_until_it_is_assigned() -> None:
    meeting = published()
    (outcome,) = meeting.outcomes
    message = OUTCOME.model_copy(update={"outcome_id": outcome.outcome_id})
    corrected = take(MEETING_TABLE, meeting, message, NOW)
    assert corrected.outcomes[0].title == "增设三个停靠点"
    assert corrected.outcomes[0].outcome_id == outcome.outcome_id
    assert correction(corrected)[:2] == ("outcome", "增设停靠点")
    assert refused(MEETING_TABLE, replace(meeting, unassigned=()), message, NOW) == "outcome_assigned"
    assert refused(MEETING_TABLE, meeting, OUTCOME, NOW) == "unknown_outcome"
    assert refused(MEETING_TABLE, corrected, message, NOW) == "nothing_to_correct"


def test_an_outcome_does_not_become_another_one_of_the_meeting() -> None:
    meeting = published()
    (outcome,) = meeting.outcomes
    other = outcome.model_copy(update={"outcome_id": "O2", "title": OUTCOME.title})
    both = replace(meeting, outcomes=(outcome, other))
    message = OUTCOME.model_copy(update={"outcome_id": outcome.outcome_id})
    assert refused(MEETING_TABLE, both, message, NOW) == "same_outcome_twice"


def test_who_was_there_is_corrected_by_the_same_rules() -> None:
    corrected = take(MEETING_TABLE, published(), PEOPLE, NOW)
    assert corrected.absent == ("deputy-01",)
    assert correction(corrected)[0] == "attendance"
    too_few = PEOPLE.model_copy(update={"attendance": ("head-1", *DEPUTIES[:6])})
    assert refused(MEETING_TABLE, published(), too_few, NOW) == "no_quorum"
    same = PEOPLE.model_copy(update={"attendance": PRESENT})
    assert refused(MEETING_TABLE, published(), same, NOW) == "nothing_to_correct"


def test_a_head_who_has_left_meanwhile_had_been_there() -> None:
    later = law_of(after_the_term_of("head-1", day("10-01"))).situation(at("10-09 09:00"), OFFICE, "", None)
    assert take(MEETING_TABLE, published(), PEOPLE, later).absent == ("deputy-01",)


def test_confirmed_minutes_go_back_with_a_reason_and_are_confirmed_anew() -> None:
    confirmed = replace(READY, state="minutes_confirmed", draft="纪要")
    back = take(MEETING_TABLE, confirmed, SEND_BACK, NOW)
    assert (back.state, back.sent_back_reason, back.draft) == ("minutes_draft", "议题二漏记", "纪要")


@pytest.mark.parametrize(
    ("message", "state"),
    [
        (MINUTES, "published"),
        (OUTCOME, "published"),
        (PEOPLE, "published"),
        (SEND_BACK, "minutes_confirmed"),
    ],
)
def test_the_office_alone_corrects(message: Data, state: str) -> None:
    meeting = replace(READY, state=state)
    assert refused(MEETING_TABLE, meeting, message, situation("10-09 09:00", deputy("01"))) == "wrong_role"
