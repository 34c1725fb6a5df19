"""The numbers that hold for a township: a model of the place, and what the township has decided otherwise."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from shared.language.calendar import Period
from shared.language.contracts.directory import Override, RulesInForce, TownshipSnapshot
from shared.language.contracts.envelope import Role
from shared.language.rules import (
    RuleSetError,
    differences,
    load_rule_set,
    numbers_of,
    rule_set_names,
    rules_on,
    with_numbers,
)
from shared.language.words import LOCALES, text
from tests.support.township import xiushan

ZHEJIANG = load_rule_set("zhejiang")
IN_WORDS = {
    "refusal.decline_within": "12 working_days",
    "ballot.quorum": "0.6",
    "lights.red_above": "40",
    "contacts.before_answer": "2",
    "ballot.extensions_at_most": "0",
    "ballot.old_term_votes": "yes",
    "reminders.hour_of_day": "8",
    "reminders.days_before": "10, 3, 0",
    "reminders.escalate_to": "head",
    "clock.usual": "six_months",
    "reply.three_months": "2 months",
    "urgency.danger": "utility_24_hours",
}


def in_force(since: date, model: str = "zhejiang", **numbers: str) -> RulesInForce:
    """Rules that the presidium has decided on."""
    others = tuple(Override(number=name.replace("__", "."), value=value) for name, value in numbers.items())
    return RulesInForce(since=since, rule_set=model, overrides=others, decided_by="主席团")


def test_the_rules_that_have_begun_last_hold() -> None:
    rules = (
        in_force(date(2026, 1, 1)),
        in_force(date(2026, 7, 1), contacts__before_answer="2"),
        in_force(date(2027, 1, 1), "chongqing"),
    )
    assert [rules_on(rules, day).contacts.before_answer for day in (date(2026, 6, 30), date(2026, 7, 1))] == [
        3,
        2,
    ]
    assert rules_on(rules, date(2027, 1, 1)) == load_rule_set("chongqing")
    assert rules_on(rules, date(2025, 1, 1)) == ZHEJIANG


def test_every_kind_of_number_is_read_from_the_text_that_a_file_would_have() -> None:
    rules = with_numbers("zhejiang", tuple(IN_WORDS.items()))
    assert {number.name: number.value for number in numbers_of(rules) if number.name in IN_WORDS} == IN_WORDS
    assert rules.refusal.decline_within == Period.parse("12 working_days")
    assert (rules.ballot.quorum, rules.reminders.days_before) == (Decimal("0.6"), (10, 3, 0))
    assert {one.name for one in differences(ZHEJIANG, rules)} == set(IN_WORDS)


def test_a_number_said_otherwise_is_the_same_object_the_next_time() -> None:
    rules = [in_force(date(2026, 1, 1), contacts__before_answer="2")]
    assert rules_on(rules, date(2026, 3, 1)) is rules_on(rules, date(2026, 3, 2))


@pytest.mark.parametrize(
    ("number", "value", "message"),
    [
        ("refusal.decline_within", "10", "refusal.decline_within: '10' is no period"),
        ("ballot.quorum", "5", "ballot.quorum: must be above 0 and at most 1"),
        ("ballot.quorum", "half", "ballot.quorum: must be a number"),
        ("contacts.before_answer", "0", "contacts.before_answer: must be a whole number"),
        ("contacts.before_answer", "２", "contacts.before_answer: must be a whole number"),
        ("reminders.days_before", "1, 7", "reminders.days_before: must fall from far to near"),
        ("reminders.days_before", "", "reminders.days_before: must be a whole number"),
        ("reminders.escalate_to", "head, head", "reminders.escalate_to: must be a list of roles, each once"),
        ("ballot.old_term_votes", "maybe", "ballot.old_term_votes: must be yes or no"),
        ("refusal.declin_within", "1 month", "the nearest is 'refusal.decline_within'"),
        ("about.name", "x", "there is no number 'about.name'"),
        ("refusal", "x", "there is no number 'refusal'"),
        ("reply.nine_months", "9 months", "there is no number 'reply.nine_months'"),
    ],
)
def test_what_is_no_such_number_is_refused_by_its_name(number: str, value: str, message: str) -> None:
    with pytest.raises(RuleSetError) as refused:
        with_numbers("zhejiang", ((number, value),))
    assert message in str(refused.value)
    assert refused.value.number == number


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((("lights.red_above", "5"),), "lights: yellow_from must not be above red_above"),
        ((("clock.usual", "never"),), "no reply rule 'never'"),
        ((("contacts.before_answer", "1"), ("contacts.before_answer", "2")), "is set twice"),
    ],
)
def test_numbers_that_do_not_go_together_are_refused(
    numbers: tuple[tuple[str, str], ...], message: str
) -> None:
    with pytest.raises(RuleSetError, match=message):
        with_numbers("zhejiang", numbers)


def test_a_township_without_rules_or_with_an_unknown_model_is_refused() -> None:
    with pytest.raises(RuleSetError):
        rules_on((), date(2026, 1, 1))
    with pytest.raises(RuleSetError, match="no rule set 'atlantis'"):
        rules_on((in_force(date(2026, 1, 1), "atlantis"),), date(2026, 1, 1))


def test_what_only_one_of_two_rule_sets_has_is_a_difference() -> None:
    found = {one.name: (one.before, one.after) for one in differences(ZHEJIANG, load_rule_set("chongqing"))}
    assert found["reply.three_months"] == ("3 months", None)
    assert found["reply.two_months"] == (None, "2 months")
    assert found["redo.within"] == ("1 month", "2 months")
    assert differences(ZHEJIANG, ZHEJIANG) == ()


@pytest.mark.parametrize("model", rule_set_names())
def test_every_number_of_a_model_can_be_written_down_and_read_again(model: str) -> None:
    rules = load_rule_set(model)
    everything = tuple((number.name, number.value) for number in numbers_of(rules))
    assert with_numbers(model, everything) == rules
    assert rules.about.name == model


@pytest.mark.parametrize("model", rule_set_names())
def test_every_number_has_a_name_in_words(model: str) -> None:
    for number in numbers_of(load_rule_set(model)):
        assert all(text(number.words, locale) for locale in LOCALES)


@pytest.mark.parametrize("model", rule_set_names())
def test_the_addressees_of_an_escalation_are_roles(model: str) -> None:
    assert set(load_rule_set(model).reminders.escalate_to) <= set(Role)


def test_the_models_differ_where_their_places_do() -> None:
    models = {model: load_rule_set(model) for model in rule_set_names()}
    declined = {model: str(rules.refusal.decline_within) for model, rules in models.items()}
    assert (declined["zhejiang"], declined["shanghai"]) == ("10 calendar_days", "7 working_days")
    chongqing = models["chongqing"]
    assert chongqing.reply_period(chongqing.clock.usual) == Period.parse("2 months")
    assert chongqing.reply_period(chongqing.clock.wide_or_difficult) == Period.parse("4 months")
    assert models["qingdao"].reply_period("oral_one_month") == Period.parse("1 month")


@pytest.mark.parametrize(
    "unreadable",
    [
        {"rule_set": "unheard-of"},
        {"overrides": [{"number": "contacts.before_answer", "value": "often"}]},
        {"overrides": [{"number": "contacts.of_nobody", "value": "2"}]},
    ],
    ids=str,
)
def test_a_township_whose_rules_nobody_here_can_read_is_no_fact_to_decide_by(
    unreadable: dict[str, object],
) -> None:
    known = in_force(date(2026, 1, 1)).model_dump(mode="json")
    said = {**xiushan().model_dump(mode="json"), "rules": [{**known, **unreadable}]}
    with pytest.raises(ValidationError, match="rules"):
        TownshipSnapshot.model_validate(said)
