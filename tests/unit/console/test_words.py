"""Codes, names and durations in words."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from services.console.queries import normal_code
from services.console.views.loop import title_of
from shared.kernel.machine import Called, Waiting
from shared.kernel.messages.base import Bilingual
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import VoteRecorded
from shared.language.contracts.handling import ItemProgressed
from shared.language.contracts.intake import SubmissionReceived
from shared.language.directory.naming import Names
from shared.language.telling.durations import duration_in_words
from shared.language.telling.values import called
from shared.language.telling.words import CHINESE, in_words, who
from shared.language.words import text
from tests.support.township import xiushan

NAMES = Names.of(xiushan())


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (timedelta(days=3, hours=4, minutes=59), "3天4小时"),
        (timedelta(days=2), "2天"),
        (timedelta(days=1, minutes=5), "1天5分钟"),
        (timedelta(minutes=20, seconds=59), "20分钟"),
        (timedelta(seconds=59), ""),
    ],
)
def test_a_duration_is_said_in_its_two_largest_units(duration: timedelta, said: str) -> None:
    assert duration_in_words(duration, CHINESE) == said


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)))
def test_every_duration_of_a_minute_or_more_is_said(duration: timedelta) -> None:
    assert bool(duration_in_words(duration, CHINESE)) == (duration >= timedelta(minutes=1))


def test_a_department_is_named_and_its_head_is_told_apart() -> None:
    assert who(ItemProgressed.type, "dept-water", Role.DEPARTMENT, "water", CHINESE, NAMES) == "水务站"
    assert (
        who(ItemProgressed.type, "dept-water-head", Role.DEPARTMENT_HEAD, "water", CHINESE, NAMES)
        == "水务站负责人"
    )


def test_a_deputy_and_a_leader_go_by_their_public_names() -> None:
    assert who(ItemProgressed.type, "deputy-10", Role.DEPUTY, None, CHINESE, NAMES) == "县代表乙10"
    assert who(ItemProgressed.type, "leader-2", Role.LEADER, None, CHINESE, NAMES) == "分管城建交通副乡长"


@given(st.text(min_size=1, max_size=20))
def test_a_citizen_is_never_named(actor_id: str) -> None:
    assert who(SubmissionReceived.type, actor_id, Role.CITIZEN, None, CHINESE, NAMES) == "群众"


@given(st.sampled_from(["deputy-01", "deputy-10"]))
def test_a_voter_is_never_named(actor_id: str) -> None:
    assert who(VoteRecorded.type, actor_id, Role.DEPUTY, None, CHINESE, NAMES) == "代表（不记名）"


def test_a_ballot_that_closes_at_midnight_is_named_by_the_day_that_ends() -> None:
    assert in_words({"closes_at": "2026-11-03T16:00:00Z"}, CHINESE, NAMES) == {"closes_at": "2026年11月3日"}


@pytest.mark.parametrize(
    ("now", "said"),
    [("2027-01-11T16:00:00Z", "2027年1月11日"), ("2027-01-11T03:30:00Z", "2027年1月11日 11:30")],
)
def test_why_a_deadline_has_moved_is_one_sentence(now: str, said: str) -> None:
    values = {"lead": "transport", "was": "2027-01-08T16:00:00Z", "now": now, "because": "calendar"}
    sentence = text("event.handling.item.due_moved", CHINESE, **in_words(values, CHINESE, NAMES))
    assert sentence == f"交通港航站的答复期限由2027年1月8日改为{said}：国务院公布了放假安排"


def test_a_code_that_no_list_knows_is_printed_as_it_is() -> None:
    values = {"lead": "new_department", "result_class": "E", "channel": "satellite"}
    assert in_words(values, CHINESE, NAMES) == values


@pytest.mark.parametrize(
    "typed", ["K7M-2QX-9FA", "k7m 2qx 9fa", "K7M2QX9FA", "Ｋ７Ｍ－２ＱＸ－９ＦＡ", "  k7m–2qx–9fa\n"]
)
def test_a_trace_code_is_found_however_it_was_copied(typed: str) -> None:
    assert normal_code(typed) == "K7M2QX9FA"


@given(st.text())
def test_whatever_is_typed_becomes_capitals_and_digits(typed: str) -> None:
    normal = normal_code(typed)
    assert normal == "".join(c for c in normal if c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def waiting(*reach: str) -> Waiting:
    at = datetime(2026, 10, 14, 1, tzinfo=UTC)
    rung = Called(name="escalation", at=at, reach=reach)
    return Waiting(
        what="decide_decline", role="office", since=at, due_at=at, next_at=at + timedelta(days=1), called=rung
    )


@pytest.mark.parametrize(
    ("reach", "told"),
    [(("office",), ""), (("office", "head", "presidium"), "，同时告知乡长、主席团成员")],
)
def test_a_reminder_says_who_was_told_besides(reach: tuple[str, ...], told: str) -> None:
    said = in_words(json.loads(to_json(called([waiting(*reach)]))), CHINESE, NAMES)
    assert said["besides"] == told
    sentence = text("event.handling.item.escalated", CHINESE, **said)
    assert sentence.startswith("人大办逾期")
    assert sentence.endswith(told or "予以通报")


def test_what_is_handed_in_later_says_when_it_was_raised() -> None:
    for raised_at, said in (("2026-09-06T15:00:00Z", "（电话，2026年9月6日 23:00提出）"), (None, "（电话）")):
        values = in_words({"channel": "phone", "raised_at": raised_at}, CHINESE, NAMES)
        assert said in text("event.intake.submission.received", CHINESE, **values)


BOTH = {"zh": "答复为A类后又有同类问题", "en": "Answered with A, and raised again"}


@pytest.mark.parametrize(("locale", "said"), [(CHINESE, BOTH["zh"]), ("en", BOTH["en"])])
def test_a_text_in_two_languages_is_said_in_the_reader_s_alone(locale: str, said: str) -> None:
    assert title_of("alarm", {"why": BOTH}, locale, NAMES) == said
    assert in_words({"why": BOTH}, locale, NAMES) == {"why": said}
    assert text("page.on_day", locale, name=Bilingual(**BOTH), day="") == text(
        "page.on_day", locale, name=said, day=""
    )
