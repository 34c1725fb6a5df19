"""Triage suggests what the township has, by the names that its own places have."""

from datetime import date
from decimal import Decimal

import pytest

from services.intake.domain.submission.triaging import triaged, words_of
from services.intake.domain.triage.assess import assess, examine
from services.intake.domain.triage.book import book
from services.intake.domain.triage.lint import findings
from services.intake.domain.triage.model import TriageInput
from shared.language.contracts.directory import (
    Category,
    Department,
    Person,
    Post,
    Route,
    TownshipLists,
    Village,
)
from shared.language.contracts.envelope import Role
from shared.language.directory import Directory
from tests.support.township import SINCE, xiushan
from tests.unit.intake.submission.test_attaching import RAISED

DAY = date(2026, 9, 7)


def directory(lists: TownshipLists, day: date = DAY) -> Directory:
    return Directory.of(xiushan().model_copy(update={"lists": lists}), day)


HILLS = TownshipLists(
    departments=(
        Department(code="works", name="建设办", since=SINCE),
        Department(code="water_supply", name="供水站", leader="mayor-7", since=SINCE),
    ),
    people=(Person(person_id="mayor-7", name="镇长", since=SINCE),),
    posts=(Post(person_id="mayor-7", role=Role.HEAD, since=SINCE),),
    villages=(
        Village(code="H1", name="龍潭村", places=("老樟树下",), since=SINCE, until=DAY),
        Village(code="H2", name="上坞村", since=SINCE),
    ),
    categories=(
        Category(code="town.lighting", name="路灯", department="works", since=SINCE),
        Category(code="utility.water", name="供水", department="water_supply", since=SINCE),
        Category(code="farm.land", name="农田", department="dissolved", since=SINCE),
    ),
    routes=(
        Route(
            code="lamp-by-the-pump",
            categories=("town.lighting",),
            words=("水泵房…灯",),
            department="water_supply",
            note="泵房的灯归供水站",
            since=SINCE,
        ),
        Route(
            code="to-nobody", categories=("town.lighting",), words=("路灯",), department="gone", since=SINCE
        ),
    ),
)


@pytest.mark.parametrize("text", ["公交站牌倒了", "养殖场的臭味", "稻田里的水渠塌了", "", "路灯坏了"])
def test_what_the_township_does_not_have_is_never_suggested(text: str) -> None:
    found = examine(TriageInput(text), directory(HILLS))
    assert found.result.category in ("town.lighting", "utility.water")
    assert found.result.department in ("works", "water_supply")
    assert sum(found.suggestions.category.values()) == pytest.approx(1)


def test_a_department_that_is_nobody_s_is_the_head_s() -> None:
    assert assess(TriageInput("路灯坏了"), directory(HILLS)).leader == "mayor-7"


def test_a_route_of_the_township_decides_the_department_and_says_so() -> None:
    result = assess(TriageInput("水泵房门口的灯不亮，路灯也坏"), directory(HILLS))
    assert result.department == "water_supply"
    assert "泵房的灯归供水站" in result.why["department"].zh


def test_places_go_by_the_names_that_hold_on_that_day() -> None:
    asked = TriageInput("龙潭村老樟树下的路灯坏了")
    assert assess(asked, directory(HILLS)).deputy_group == "H1"
    assert assess(asked, directory(HILLS, date(2026, 9, 8))).deputy_group is None
    assert assess(TriageInput("东岙村的路灯坏了"), directory(HILLS)).deputy_group is None


TEA = Category(
    code="tea.drying",
    name="茶叶晾晒",
    department="works",
    terms=("晒青", "茶厂…烟/灰", "路灯"),
    since=SINCE,
)
"""A category that only this township has, with what people say there."""


def with_tea(*, until: date | None = None) -> Directory:
    tea = TEA.model_copy(update={"until": until})
    return directory(HILLS.model_copy(update={"categories": (*HILLS.categories, tea)}))


@pytest.mark.parametrize("text", ["晒青的场地被占了，茶农没地方去", "茶厂早上飘出来的灰都落到晾的衣服上了"])
def test_a_category_of_the_township_s_own_is_found_by_what_people_say_there(text: str) -> None:
    found = examine(TriageInput(text), with_tea())
    assert found.result.category == "tea.drying"
    assert "“" in found.result.why["category"].zh
    assert sum(found.suggestions.category.values()) == pytest.approx(1)
    assert examine(TriageInput(text), directory(HILLS)).result.category != "tea.drying"


def test_what_people_said_there_counts_until_the_day_on_which_the_category_ended() -> None:
    assert assess(TriageInput("晒青的场地被占了"), with_tea(until=date(2026, 9, 6))).category != "tea.drying"


def test_a_word_of_everybody_s_still_speaks_for_what_it_does_everywhere() -> None:
    found = examine(TriageInput("路灯不亮，灯杆也歪了"), with_tea())
    assert found.result.category == "town.lighting"
    assert found.evidence.categories["tea.drying"] > 0


def test_the_lint_names_a_word_of_the_township_that_also_speaks_for_another_category() -> None:
    said = [one.zh for one in findings(book(), with_tea()) if "本地用词" in one.zh]
    assert said == ["本地用词“路灯”同时指向几个类别：tea.drying、town.lighting"]


def test_where_there_is_nothing_to_suggest_the_words_are_masked_all_the_same() -> None:
    asked = words_of(RAISED)
    after = triaged(RAISED, examine(asked, directory(TownshipLists())), Decimal("0.5"))
    assert (after.triage, after.text) == (None, "路灯")
    assert after.urgency
