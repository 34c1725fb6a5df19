"""The office's rules decide in order; the lint finds those that never do, or that contradict."""

from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.book import Book, book, make_book, rules_of
from services.intake.domain.triage.lint import findings
from services.intake.domain.triage.model import TriageInput
from tests.support.township import lists

LISTS = lists()
RULE = """
[[rule]]
id = "{id}"
note = "试"
words = {words}
{more}
set = {{ {sets} }}
"""


def rule(name: str, words: str = '["路灯"]', sets: str = 'department = "power"', more: str = "") -> str:
    return RULE.format(id=name, words=words, sets=sets, more=more)


def with_rules(*texts: str) -> Book:
    return make_book(rules_of("\n".join(texts)))


def test_the_project_s_own_data_have_no_finding() -> None:
    assert findings(book(), LISTS) == []


def test_a_word_that_only_sounds_like_one_withholds_no_rule() -> None:
    using = with_rules(rule("one", more='without = ["稻田"]'))
    assert assess(TriageInput("路灯灭了，要走到田边"), LISTS, using).department == "power"
    assert assess(TriageInput("路灯照着稻田"), LISTS, using).department != "power"


def test_the_first_rule_that_applies_decides() -> None:
    using = with_rules(
        rule("one", more='village = ["V01"]'), rule("two", sets='department = "water", urgency = "danger"')
    )
    result = assess(TriageInput("路灯坏了", village="V01"), LISTS, using)
    assert (result.department, result.urgency) == ("power", "danger")
    assert result.why["department"].by == "rule"
    assert "one" in result.why["department"].zh
    assert assess(TriageInput("路灯坏了", village="V02"), LISTS, using).department == "water"
    assert result.leader == "leader-2"


def test_a_rule_may_ask_that_no_place_of_the_township_is_named_and_name_a_list_of_words() -> None:
    named = '[names]\ncity = "苏州 长沙"\n'
    other = rule("other", '["{city}…路灯"]', 'department = "power"', "elsewhere = true")
    using = with_rules(named + other)
    assert assess(TriageInput("长沙的路灯坏了"), LISTS, using).department == "power"
    assert assess(TriageInput("武汉的路灯坏了"), LISTS, using).department != "power"
    assert assess(TriageInput("东岙的路灯比长沙的路灯暗"), LISTS, using).department != "power"


def test_a_word_that_is_denied_does_not_fulfil_a_rule() -> None:
    using = with_rules(rule("one", sets='category = "town.lighting"'))
    assert assess(TriageInput("不是路灯的问题，水管漏水"), LISTS, using).category == "utility.water"


def test_a_rule_behind_a_wider_one_is_found() -> None:
    found = findings(with_rules(rule("wide"), rule("narrow", more='village = ["V01"]')), LISTS)
    assert [f.en for f in found] == ["rule narrow never takes effect: wide comes first and asks for less"]


def test_rules_that_may_apply_together_and_differ_are_found() -> None:
    one = rule("one", more='village = ["V01"]')
    other = rule("other", words='["路灯", "灯杆"]', sets='department = "water"', more='channel = ["phone"]')
    assert ["differ in department" in f.en for f in findings(with_rules(one, other), LISTS)] == [True]


def test_rules_for_different_villages_do_not_contradict() -> None:
    one = rule("one", more='village = ["V01"]')
    other = rule("other", sets='department = "water"', more='village = ["V02"]')
    assert findings(with_rules(one, other), LISTS) == []


def test_codes_that_do_not_exist_and_ids_used_twice_are_found() -> None:
    found = findings(
        with_rules(rule("one", sets='department = "nobody"'), rule("one", words='["水"]')), LISTS
    )
    assert ["nobody" in f.en for f in found] == [True, False]
    assert "twice" in found[1].en
