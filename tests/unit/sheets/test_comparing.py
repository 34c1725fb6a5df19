"""What a filled-in township changes in the one that there is."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.language.contracts.directory import Override, Person, Post, RulesInForce, TownshipLists
from shared.language.contracts.envelope import Role
from shared.language.directory.amending import amended
from shared.language.directory.sheets.comparing import difference, ended, lines, missing
from shared.language.directory.sheets.rules import beginning, other_rules, rule_lines
from tests.unit.sheets.lists import DAY, RULES, people, person

NOTHING = TownshipLists()
PEOPLE = ("people",)
LATER = DAY + timedelta(days=100)

PERSON = st.builds(
    person,
    st.sampled_from(["p-1", "p-2"]),
    st.sampled_from(["甲", "乙"]),
    st.dates(DAY, LATER),
    st.none() | st.dates(DAY, LATER),
)


def entered(entries: list[Person]) -> TownshipLists:
    unique = {(one.person_id, one.since): one for one in entries}
    return people(*unique.values())


@given(st.lists(PERSON, max_size=6), st.lists(PERSON, max_size=6))
def test_a_second_import_changes_nothing(before: list[Person], wanted: list[Person]) -> None:
    lists = amended(NOTHING, entered(before))
    once = amended(lists, difference(lists, entered(wanted)))
    assert difference(once, entered(wanted)) == NOTHING
    assert once == amended(lists, entered(wanted))


def test_who_is_called_otherwise_is_a_change_and_who_leaves_an_end() -> None:
    before = people(person("p-1", "甲"), person("p-2", "乙"))
    wanted = people(person("p-1", "丙"), person("p-2", "乙", until=LATER), person("p-3", "丁"))
    told = [(line.what, line.name) for line in lines(before, difference(before, wanted), NOTHING)]
    assert told == [("changed", "p-1 丙"), ("ended", "p-2 乙"), ("added", "p-3 丁")]


def told(was: Person, entry: Person) -> tuple[str, tuple[str, ...]]:
    (line,) = lines(people(was), people(entry), NOTHING)
    return line.what, line.fields


def test_an_end_that_is_put_off_or_taken_away_is_not_called_an_end() -> None:
    """With the day as it was, and as it will be."""
    open_, early, late = person("p-1"), person("p-1", until=DAY), person("p-1", until=LATER)
    assert told(open_, late) == ("ended", ("截止日期 — → 2026-12-10",))
    assert told(late, early) == ("ended", ("截止日期 2026-12-10 → 2026-09-01",))
    assert told(early, late) == ("extended", ("截止日期 2026-09-01 → 2026-12-10",))
    assert told(late, open_) == ("restored", ("截止日期 2026-12-10 → —",))
    assert told(late, person("p-1", "新名")) == ("restored", ("姓名", "截止日期 2026-12-10 → —"))


def test_what_a_new_entry_ends_is_told_beside_it() -> None:
    before = people(person("p-1"))
    changes = difference(before, people(person("p-1", "新名", since=LATER)))
    assert [(line.what, line.since) for line in lines(before, changes, NOTHING)] == [
        ("ended", DAY),
        ("added", LATER),
    ]


def test_what_a_mistake_had_ended_is_told_to_stay_so() -> None:
    day_before = LATER - timedelta(days=1)
    before = people(person("p-1", until=day_before), person("p-1", "误", since=LATER))
    mistake = people(person("p-1", "误", since=LATER, until=day_before))
    assert [(line.what, line.since) for line in lines(before, mistake, NOTHING)] == [
        ("ended", LATER),
        ("still_ended", DAY),
    ]


def test_a_sheet_that_was_not_given_misses_nobody() -> None:
    assert missing(people(person("p-1")), NOTHING, DAY, ("rooms",)) == NOTHING


def test_a_post_is_called_by_what_there_is_of_its_key() -> None:
    post = Post(since=DAY, person_id="p-1", role=Role.OFFICE)
    (line,) = lines(NOTHING, TownshipLists(posts=(post,)), NOTHING)
    assert line.name == "p-1 人大办"


def test_what_stands_in_no_sheet_is_told_and_kept() -> None:
    before, wanted = people(person("p-1"), person("p-2")), people(person("p-1"))
    assert difference(before, wanted) == NOTHING
    assert [one.person_id for one in missing(before, wanted, DAY, PEOPLE).people] == ["p-2"]


def test_what_had_ended_before_is_not_missing() -> None:
    before = people(person("p-1", until=DAY))
    assert missing(before, NOTHING, DAY, PEOPLE) == NOTHING


def test_what_is_missing_can_be_ended_and_stays_in_the_history() -> None:
    before = people(person("p-1"), person("p-2", since=LATER))
    last = DAY + timedelta(days=9)
    after = amended(before, ended(missing(before, NOTHING, last, PEOPLE), last))
    assert [(one.since, one.until) for one in after.people] == [
        (DAY, last),
        (LATER, LATER - timedelta(days=1)),
    ]
    assert missing(after, NOTHING, last, PEOPLE) == NOTHING


def rules(since: date, *overrides: str) -> RulesInForce:
    numbers = tuple(Override(number="refusal.decline_within", value=value) for value in overrides)
    return RulesInForce(since=since, rule_set="zhejiang", overrides=numbers, decided_by="主席团")


def test_rules_are_other_when_another_number_would_decide() -> None:
    later = rules(LATER, "5 working_days")
    assert other_rules(RULES, (rules(DAY), later)) == (later,)
    assert other_rules((*RULES, later), (rules(DAY), later)) == ()


def test_rules_that_return_to_the_first_numbers_are_sent_and_found_again() -> None:
    """They say what today's rules say, and yet without them those between would go on."""
    between, back = rules(LATER, "5 working_days"), rules(LATER + timedelta(days=100))
    wanted = (rules(DAY), between, back)
    assert other_rules(RULES, wanted) == (between, back)
    assert other_rules(wanted, wanted) == ()


@given(st.permutations([("refusal.decline_within", "5 working_days"), ("topics.reason_from", "9")]))
def test_the_order_of_numbers_in_a_cell_says_nothing(pairs: list[tuple[str, str]]) -> None:
    numbers = tuple(Override(number=number, value=value) for number, value in pairs)
    one = rules(DAY).model_copy(update={"overrides": numbers})
    other = one.model_copy(update={"overrides": numbers[::-1]})
    assert other_rules((one,), (other,)) == ()


def test_who_decided_and_why_is_a_change() -> None:
    again = rules(DAY).model_copy(update={"decided_by": "县里", "reason": "更正"})
    assert other_rules(RULES, (again,)) == (again,)
    (line,) = rule_lines(RULES, (again,), listed=True)
    assert (line.what, line.fields) == ("changed", ("决定者", "理由"))


def test_rules_that_stand_in_no_row_are_told_if_there_is_a_sheet_of_them() -> None:
    later = rules(LATER, "5 working_days")
    assert [(line.what, line.since) for line in rule_lines((*RULES, later), RULES, listed=True)] == [
        ("missing", LATER)
    ]
    assert list(rule_lines((*RULES, later), (), listed=False)) == []


def test_of_the_rules_before_a_day_only_those_in_force_on_it_are_left() -> None:
    old, newer, later = rules(date(2020, 1, 1)), rules(date(2024, 1, 1), "5 working_days"), rules(LATER)
    assert beginning((old, newer, later), DAY) == (newer.model_copy(update={"since": DAY}), later)
    assert beginning((later,), DAY) == (later.model_copy(update={"since": DAY}),)
