"""Who may record a meeting, when, and what is agreed there."""

from dataclasses import replace

import pytest

from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.behaviour import Moved
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    DEPUTIES,
    HEAD,
    HOLD,
    OFFICE,
    PRESENT,
    READY,
    deputy,
    refused,
    situation,
    take,
)


def holding(message: s.HoldMeeting = HOLD, meeting: Meeting = READY, now: str = "09-22 17:00") -> str:
    return refused(MEETING_TABLE, meeting, message, situation(now, HEAD))


def test_a_meeting_is_not_recorded_before_it_begins() -> None:
    for early in ("09-21 23:59", "09-22 13:59"):
        assert holding(now=early) == "too_early_to_hold"
    assert take(MEETING_TABLE, READY, HOLD, situation("09-22 14:00", HEAD)).state == "in_session"


def test_only_who_was_invited_was_there() -> None:
    assert holding(HOLD.model_copy(update={"attendance": (*PRESENT, "deputy-05")})) == "not_invited"
    assert holding(HOLD.model_copy(update={"attendance": (*PRESENT, "nobody-77")})) == "unknown_people"


@pytest.mark.parametrize(("present", "held"), [(8, True), (7, True), (6, False)])
def test_more_than_half_of_all_twelve_deputies_are_at_a_regular_meeting(present: int, held: bool) -> None:
    message = HOLD.model_copy(update={"attendance": (*DEPUTIES[:present] * 2, "head-1")})

    decision = MEETING_TABLE.decide(READY, message, situation("09-22 17:00", HEAD))

    assert isinstance(decision, Moved) is held


def test_a_meeting_on_demand_needs_one_deputy() -> None:
    meeting = replace(READY, kind="on_demand")
    one = HOLD.model_copy(update={"attendance": ("deputy-01", "head-1")})
    none = HOLD.model_copy(update={"attendance": ("head-1",)})

    assert holding(one) == "no_quorum"
    assert take(MEETING_TABLE, meeting, one, situation("09-22 17:00", HEAD)).state == "in_session"
    assert holding(none, meeting) == "no_deputy_there"


def test_an_outcome_belongs_to_a_topic_of_the_agenda_or_to_none() -> None:
    def agreed(topic_id: str | None) -> s.HoldMeeting:
        return HOLD.model_copy(update={"outcomes": (s.AgreedOutcome(title="停靠点", topic_id=topic_id),)})

    assert holding(agreed("T2")) == "topic_not_on_agenda"
    for topic_id in ("T1", None):
        held = take(MEETING_TABLE, READY, agreed(topic_id), situation("09-22 17:00", OFFICE))
        assert held.outcomes[0].topic_id == topic_id


def test_the_same_message_gives_its_outcomes_the_same_ids_and_another_gives_others() -> None:
    def ids(new_id: str) -> list[str]:
        held = take(MEETING_TABLE, READY, HOLD, situation("09-22 17:00", HEAD, new_id=new_id))
        return [outcome.outcome_id for outcome in held.outcomes]

    assert ids("a") == ids("a")
    assert not set(ids("a")) & set(ids("b"))


def test_a_deputy_does_not_record_the_meeting() -> None:
    assert refused(MEETING_TABLE, READY, HOLD, situation("09-22 17:00", deputy("01"))) == "wrong_role"


@pytest.mark.parametrize("again", ["修好路灯", " 修好 路灯"])
def test_what_was_agreed_once_is_one_outcome(again: str) -> None:
    agreed = tuple(s.AgreedOutcome(title=title) for title in ("修好路灯", again))
    assert holding(HOLD.model_copy(update={"outcomes": agreed})) == "same_outcome_twice"
