"""Who names what is in no list learns what there is, the nearest first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.messages.errors import Refusal
from shared.language.contracts.directory import Person, Post, Village
from shared.language.contracts.envelope import Role
from shared.language.directory import Directory
from shared.language.directory.choosing import (
    SHOWN,
    deputies_are_seated,
    hold_posts,
    nearest_first,
    people_are_listed,
    village_is_listed,
)
from shared.language.words import bilingual
from tests.support.township import SINCE, lists, xiushan

LISTS = lists()
RETIRED = date(2026, 6, 30)


def after_the_term() -> Directory:
    """The lists of a township whose deputy's seat has ended."""
    person = Person(person_id="deputy-70", name="周代表", since=SINCE)
    seat = Post(person_id="deputy-70", role=Role.DEPUTY, since=SINCE, until=RETIRED)
    before = xiushan().lists
    now = before.model_copy(update={"people": (*before.people, person), "posts": (*before.posts, seat)})
    return Directory.of(xiushan().model_copy(update={"lists": now}), date(2026, 9, 1))


def said(refusal: Refusal | None) -> str:
    assert refusal is not None
    return bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values)).zh


@pytest.mark.parametrize("given", ["东岙村", "东岙", "v01"])
def test_a_village_named_otherwise_than_by_its_code_is_offered_first(given: str) -> None:
    assert "最接近的有：V01（东岙村）、" in said(village_is_listed(given, LISTS, "data.village"))


def test_what_is_listed_is_not_refused() -> None:
    assert village_is_listed("V01", LISTS, "data.village") is None
    assert deputies_are_seated((), LISTS, "data.told") is None


@pytest.mark.parametrize("id", ["deputy-99", "Deputy-02", "office-1", "nobody-77"])
def test_only_a_deputy_s_own_id_names_a_deputy(id: str) -> None:
    refusal = deputies_are_seated(("deputy-02", id), LISTS, "data.told")
    assert refusal is not None
    assert (refusal.code, dict(refusal.values)["given"]) == ("unknown_deputy", id)


def test_an_id_in_other_letters_is_answered_with_the_right_one_first() -> None:
    assert nearest_first("Deputy-02", LISTS.deputies).startswith("deputy-02")


def test_after_the_term_nobody_is_a_deputy_but_was_somebody_who_may_have_been_there() -> None:
    now = after_the_term()
    ended = deputies_are_seated(("deputy-70",), now, "data.told")
    assert ended is not None
    assert hold_posts(("deputy-70",), now, "data.invited") is not None
    assert people_are_listed(("deputy-70",), now, "data.attendance") is None


def test_a_long_list_is_not_printed_whole_and_an_empty_one_says_so() -> None:
    many = {f"V{n}": Village(code=f"V{n}", name=f"村{n}", since=SINCE) for n in range(SHOWN + 1)}
    assert nearest_first("V3", many).endswith("、…")
    assert nearest_first("V3", many).count("（") == SHOWN
    assert "一个也没有" in nearest_first("V3", {})


@given(st.text(max_size=100))
def test_whatever_is_given_something_is_offered(given: str) -> None:
    assert nearest_first(given, LISTS.villages).count("（") == SHOWN
