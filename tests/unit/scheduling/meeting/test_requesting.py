"""Who may ask for a meeting, on which topic, and until when it is to be answered."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.meeting.subject import RequestFacts, Subject
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.calendar import SHANGHAI, deadline
from shared.language.contracts import scheduling as s
from tests.support.world import LAW
from tests.unit.scheduling.samples import (
    ASKED_FOR,
    CALENDAR,
    READY,
    RULES,
    day,
    deputy,
    refused,
    situation,
    take,
    topic,
)

REQUEST = s.RequestMeeting(topic_id="T1", day=day("09-14"))


def asking(facts: RequestFacts, who: str = "01", message: s.RequestMeeting = REQUEST) -> str:
    return refused(MEETING_TABLE, None, message, situation("09-08 10:00", deputy(who), facts))


def test_a_meeting_is_asked_for_about_a_known_topic_that_is_proposed() -> None:
    assert asking(RequestFacts(None)) == "unknown_thing"
    assert asking(RequestFacts(topic("T1", "collecting"))) == "topic_not_proposed"


def test_a_topic_has_one_open_meeting_at_a_time() -> None:
    other = replace(ASKED_FOR, topic_id="T1")

    assert asking(RequestFacts(topic("T1"), open_meetings=(other,))) == "topic_has_meeting"
    assert asking(RequestFacts(topic("T1"), open_meetings=(READY,))) == "topic_has_meeting"


def test_the_lead_or_a_co_signer_asks() -> None:
    facts = RequestFacts(topic("T1", lead="deputy-01", co=("deputy-07",)))

    assert asking(facts, who="09") == "not_lead_or_co_signer"
    for who in ("01", "07"):
        assert (
            take(MEETING_TABLE, None, REQUEST, situation("09-08 10:00", deputy(who), facts)).state
            == "requested"
        )


def test_who_keeps_out_of_a_topic_asks_for_no_meeting_about_its_item() -> None:
    about = s.RequestMeeting(item_id="I1", day=day("09-14"))
    facts = RequestFacts(subject=Subject("item", "I1", "修桥", open=True, recused=("deputy-05",)))

    assert asking(facts, who="05", message=about) == "actor_is_recused"
    assert (
        take(MEETING_TABLE, None, about, situation("09-08 10:00", deputy("01"), facts)).state == "requested"
    )


@pytest.mark.parametrize("co", [(), ("deputy-01",)], ids=["nobody", "the lead once more"])
def test_nobody_asks_alone(co: tuple[str, ...]) -> None:
    assert asking(RequestFacts(topic("T1", lead="deputy-01", co=co))) == "too_few_co_signers"


def test_a_meeting_cannot_be_asked_for_yesterday() -> None:
    yesterday = s.RequestMeeting(topic_id="T1", day=day("09-07"))

    assert asking(RequestFacts(topic("T1")), message=yesterday) == "day_in_the_past"


DAYS = st.dates(date(2026, 1, 10), date(2027, 12, 20))


@given(DAYS)
def test_a_request_is_to_be_answered_by_a_working_day_at_least_ten_days_later(asked: date) -> None:
    now = datetime(asked.year, asked.month, asked.day, 10, tzinfo=SHANGHAI)
    given_now = LAW.situation(now, deputy("01"), "M1", RequestFacts(topic("T1")))
    requested = take(
        MEETING_TABLE, None, REQUEST.model_copy(update={"day": asked, "even_on_rest_day": True}), given_now
    )
    due = requested.answer_due_on

    assert due is not None
    assert CALENDAR.is_working_day(due)
    assert due >= asked + timedelta(days=10)
    assert requested.provisional is (due.year > 2026)
    assert due == deadline(now, RULES.meetings.request_answered_within, CALENDAR).last_day


def test_who_was_named_and_has_not_said_so_stands_behind_no_topic() -> None:
    """L21: unconfirmed names do not count."""
    named = topic("T1", lead="deputy-01", co=("deputy-07",)).model_copy(update={"confirmed_by": ()})
    assert asking(RequestFacts(named)) == "too_few_co_signers"
    assert asking(RequestFacts(named), who="07") == "not_lead_or_co_signer"
