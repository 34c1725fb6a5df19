"""What is wrong with a township's lists."""

from datetime import date, timedelta
from typing import Any

import pytest

from shared.language.contracts.directory import Person, Post, TownshipLists
from shared.language.contracts.envelope import Role
from shared.language.directory.problems import problems
from shared.language.words import LOCALES, text
from tests.support.effort import least
from tests.support.township import xiushan

START, JUNE, JULY = date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)
SQUARE = [[122.0, 30.0], [122.1, 30.0], [122.1, 30.1], [122.0, 30.0]]


def entry(**fields: Any) -> dict[str, Any]:
    return {"since": START, "name": "某某", **fields}


def post(person: str, role: str, **fields: Any) -> dict[str, Any]:
    return {"since": START, "person_id": person, "role": role, **fields}


def lists(**entries: list[dict[str, Any]]) -> TownshipLists:
    return TownshipLists.model_validate(entries)


def found(**entries: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    wrong = problems(lists(**entries))
    for problem in wrong:
        assert all(text(problem.sentence, locale, **dict(problem.values)) for locale in LOCALES)
    return [(problem.list, problem.called, problem.field, problem.code) for problem in wrong]


PEOPLE = [entry(person_id="p-1"), entry(person_id="p-2")]
WATER = entry(code="water")
DRAINAGE = entry(code="drainage", department="water")


def test_the_sample_township_contradicts_itself_nowhere() -> None:
    assert problems(xiushan().lists) == []


def test_empty_lists_are_only_not_filled_yet() -> None:
    assert problems(TownshipLists()) == []


def test_two_times_of_the_same_do_not_overlap() -> None:
    first, second = {**WATER, "until": JUNE}, {**WATER, "since": JULY}
    assert found(departments=[first, second]) == []
    late = {**WATER, "until": JULY}
    assert found(departments=[late, second]) == [("departments", "water", "since", "times_overlap")]
    assert dict(problems(lists(departments=[late, second]))[0].values)["day"] == "2026-07-01"


def test_an_entry_that_was_a_mistake_overlaps_nothing_and_names_nobody() -> None:
    mistake = entry(code="water", leader="nobody", until=START - timedelta(days=1))
    assert found(departments=[mistake, {**WATER, "since": JULY}]) == []


def test_nothing_ends_before_it_begins() -> None:
    wrong = {**WATER, "until": START - timedelta(days=2)}
    assert found(departments=[wrong]) == [("departments", "water", "until", "ends_before_it_begins")]


def test_the_same_entry_does_not_stand_there_twice() -> None:
    assert ("departments", "water", "since", "entered_twice") in found(departments=[WATER, WATER])


def test_codes_differ_by_more_than_capital_letters() -> None:
    people = [entry(person_id="Deputy-02"), entry(person_id="deputy-02")]
    assert found(people=people) == [("people", "deputy-02", "person_id", "differs_by_case")]


@pytest.mark.parametrize(
    ("name", "field", "wrong"),
    [
        ("rooms", "village", entry(code="R1", village="V9", capacity=9)),
        ("posts", "person_id", post("p-9", "office")),
        ("posts", "department", post("p-1", "department", department="fire")),
        ("posts", "constituency", post("p-1", "deputy", constituency="V9")),
        ("categories", "department", entry(code="noise", department="fire")),
        ("categories", "urgency", entry(code="noise", department="water", urgency="danger")),
        ("routes", "categories", entry(code="r", categories=["noise"], words=["海塘"], department="water")),
        ("routes", "department", entry(code="r", categories=["drainage"], words=["海塘"], department="fire")),
        ("questions", "category", entry(code="q", category="noise", text="几点？", kind="text")),
        ("duties", "category", entry(code="d", matter="修路", level="county", body="县局", category="noise")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_an_entry_names_is_in_the_lists(name: str, field: str, wrong: dict[str, Any]) -> None:
    entries = {"people": PEOPLE, "departments": [WATER], "categories": [DRAINAGE]}
    entries[name] = [*entries.get(name, []), wrong]
    ((there, _, at, code),) = found(**entries)
    assert (there, at, code) == (name, field, "unknown_reference")


def test_what_an_entry_names_holds_on_each_of_its_days() -> None:
    ended = {**WATER, "until": JUNE}
    assert found(departments=[ended], categories=[DRAINAGE]) == [
        ("categories", "drainage", "department", "reference_ends")
    ]
    (problem,) = problems(lists(departments=[ended], categories=[DRAINAGE]))
    assert dict(problem.values) == {"value": "water", "day": "2026-07-01"}
    assert found(departments=[ended], categories=[{**DRAINAGE, "until": JUNE}]) == []
    assert found(departments=[ended, {**WATER, "since": JULY}], categories=[DRAINAGE]) == []


def test_what_an_entry_names_has_begun_when_it_begins() -> None:
    late = {**WATER, "since": JULY}
    (problem,) = problems(lists(departments=[late], categories=[DRAINAGE]))
    assert (problem.code, dict(problem.values)["day"]) == ("reference_ends", "2026-01-01")


def test_the_leader_of_a_department_holds_a_post_of_head_or_leader() -> None:
    led = {**WATER, "leader": "p-1"}
    assert found(departments=[led], people=PEOPLE, posts=[post("p-1", "head")]) == []
    assert found(departments=[led], people=PEOPLE, posts=[post("p-1", "leader", until=JUNE)]) == [
        ("departments", "water", "leader", "reference_ends")
    ]
    assert found(departments=[led], people=PEOPLE, posts=[post("p-1", "office")]) == [
        ("departments", "water", "leader", "no_leader")
    ]


@pytest.mark.parametrize("role", ["citizen", "agent", "operator", "system"])
def test_a_role_that_nobody_holds_by_a_post_is_none(role: str) -> None:
    assert found(people=PEOPLE, posts=[post("p-1", role)]) == [("posts", f"p-1 {role}", "role", "not_a_post")]


def test_posts_of_departments_name_one_and_others_none() -> None:
    posts = [post("p-1", "department"), post("p-2", "office", department="water")]
    assert found(departments=[WATER], people=PEOPLE, posts=posts) == [
        ("posts", "p-1 department", "department", "department_missing"),
        ("posts", "p-2 office water", "department", "department_needless"),
    ]


def test_a_member_of_the_presidium_is_a_deputy_and_holds_no_administrative_office_on_the_same_day() -> None:
    deputy, member = post("p-1", "deputy"), post("p-1", "presidium")
    assert found(people=PEOPLE, posts=[deputy, member]) == []
    wrong = "posts", "p-1 presidium", "role"
    assert found(people=PEOPLE, posts=[member]) == [(*wrong, "presidium_no_deputy")]
    assert found(people=PEOPLE, posts=[{**deputy, "until": JUNE}, member]) == [
        (*wrong, "presidium_no_deputy")
    ]
    assert found(people=PEOPLE, posts=[deputy, member, post("p-1", "leader")]) == [
        (*wrong, "presidium_governs")
    ]
    before = post("p-1", "leader", until=JUNE)
    assert found(people=PEOPLE, posts=[deputy, {**member, "since": JULY}, before]) == []


def test_a_choice_has_options_and_nothing_else_has() -> None:
    def asked(**fields: Any) -> list[dict[str, Any]]:
        return [{"since": START, "category": "drainage", "code": "q", "text": "在哪里？", **fields}]

    option = {"code": "a", "name": "路上"}
    rest = {"departments": [WATER], "categories": [DRAINAGE]}
    at = ("questions", "drainage q", "options")
    assert found(**rest, questions=asked(kind="choice", options=[option])) == []
    assert found(**rest, questions=asked(kind="choice")) == [(*at, "choice_without_options")]
    assert found(**rest, questions=asked(kind="text", options=[option])) == [(*at, "options_without_choice")]
    assert found(**rest, questions=asked(kind="choice", options=[option, option])) == [(*at, "option_twice")]


def test_an_outline_ends_where_it_begins() -> None:
    village = entry(code="V1", outline={"coordinates": [SQUARE]})
    assert found(villages=[village]) == []
    village["outline"] = {"coordinates": [SQUARE, [*SQUARE, [122.05, 30.05]]]}
    assert found(villages=[village]) == [("villages", "V1", "outline", "ring_open")]


def test_urgency_classes_are_those_that_the_rules_have_a_time_for() -> None:
    known = [entry(code=code) for code in ("danger", "utility", "ordinary", "complex")]
    assert found(urgencies=known) == []
    assert found(urgencies=[entry(code="sometime")]) == [("urgencies", "sometime", "code", "unknown_urgency")]


def test_a_list_is_no_longer_than_its_contract_lets_through() -> None:
    channel = xiushan().lists.channels[0]
    many = tuple(channel.model_copy(update={"code": f"c-{number}"}) for number in range(1001))
    (problem,) = problems(TownshipLists().model_copy(update={"channels": many}))
    assert (problem.list, problem.code) == ("channels", "too_many_entries")


def test_thousands_of_people_are_looked_through_in_well_under_a_second() -> None:
    ids = [f"p-{number}" for number in range(3000)]
    departments = [{**WATER, "code": f"d-{number}", "leader": ids[number]} for number in range(200)]
    township = lists(departments=departments).model_copy(
        update={
            "people": tuple(Person(since=START, person_id=id, name="某某") for id in ids),
            "posts": tuple(Post(since=START, person_id=id, role=Role.LEADER) for id in ids),
        }
    )
    assert problems(township) == []
    assert least(lambda: problems(township), 0.5) <= 0.5


def test_there_is_one_head_on_a_day() -> None:
    old, new = post("p-1", "head", until=JUNE), post("p-2", "head", since=JULY)
    assert found(people=PEOPLE, posts=[old, new]) == []
    stays = {**old, "until": JULY}
    assert found(people=PEOPLE, posts=[stays, new]) == [("posts", "p-2 head", "role", "two_heads")]
    said = dict(problems(lists(people=PEOPLE, posts=[stays, new]))[0].values)
    assert (said["value"], said["day"]) == ("p-1", "2026-07-01")


def test_who_stands_in_for_the_head_is_a_delegate_with_the_post_of_a_leader() -> None:
    assert found(people=PEOPLE, posts=[post("p-1", "head"), post("p-2", "leader")]) == []
