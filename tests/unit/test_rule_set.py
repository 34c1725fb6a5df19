import re
from dataclasses import FrozenInstanceError, fields
from decimal import Decimal
from importlib import resources

import pytest

from shared.language.calendar import Period
from shared.language.rules import (
    RuleSet,
    RuleSetError,
    UnknownReplyRule,
    load_rule_set,
    read_rule_set,
    rule_set_names,
    rule_set_text,
)

RULES = load_rule_set()
TEXT = resources.files("shared.language.rules").joinpath("zhejiang.toml").read_text(encoding="utf-8")


def with_line(key: str, replacement: str) -> str:
    """The Zhejiang rules with the first line of `key` replaced."""
    assert re.search(rf"^{key} = ", TEXT, flags=re.MULTILINE)
    return re.sub(rf"^{key} = .*$", replacement, TEXT, count=1, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("rule", "period"),
    [
        ("three_months", "3 months"),
        ("six_months", "6 months"),
        ("complex_15_days", "15 calendar_days"),
        ("ordinary_7_days", "7 calendar_days"),
        ("utility_24_hours", "24 hours"),
        ("danger_2_hours", "2 hours"),
    ],
)
def test_an_assignment_names_the_rule_that_gives_its_period(rule: str, period: str) -> None:
    assert RULES.reply_period(rule) == Period.parse(period)


def test_an_unknown_reply_rule_is_refused_with_the_known_ones() -> None:
    with pytest.raises(
        UnknownReplyRule, match=r"no reply rule 'four_years'; there are three_months, six_months"
    ):
        RULES.reply_period("four_years")


@pytest.mark.parametrize(
    ("urgency", "period"),
    [
        ("danger", "2 hours"),
        ("utility", "24 hours"),
        ("ordinary", "7 calendar_days"),
        ("complex", "15 calendar_days"),
    ],
)
def test_each_urgency_class_of_a_question_has_its_period(urgency: str, period: str) -> None:
    assert RULES.reply_period(RULES.urgency_rule(urgency)) == Period.parse(period)


def test_an_unknown_urgency_class_is_refused() -> None:
    with pytest.raises(UnknownReplyRule, match="no urgency class 'whenever'"):
        RULES.urgency_rule("whenever")


def test_an_item_is_usually_answered_in_three_months_and_a_wide_one_in_six() -> None:
    assert RULES.reply_period(RULES.clock.usual) == Period.parse("3 months")
    assert RULES.reply_period(RULES.clock.wide_or_difficult) == Period.parse("6 months")


def test_the_numbers_of_zhejiang_are_those_of_the_domain() -> None:
    periods = {
        "2 hours": RULES.intake.receipt_within,
        "5 calendar_days": RULES.intake.need_info_expires_after,
        "2 working_days": RULES.refusal.head_designates_within,
        "3 months": RULES.extension.at_most,
        "90 calendar_days": RULES.divergence.repeat_within,
        "30 calendar_days": RULES.agenda.unanswered_after,
        "2 months": RULES.meetings.regular_every,
        "10 calendar_days": RULES.meetings.request_answered_within,
        "20 working_days": RULES.contacts.first_within,
    }
    assert {text: str(period) for text, period in periods.items()} == {text: text for text in periods}
    assert RULES.refusal.decline_within == RULES.meetings.request_answered_within
    assert RULES.co_handling.opinion_within == RULES.redo.within == Period.parse("1 month")
    assert RULES.watchdog.no_news_for == RULES.ballot.open_for == Period.parse("14 calendar_days")
    assert (
        RULES.refusal.head_designates_at_hop,
        RULES.contacts.before_answer,
        RULES.redo.rounds_at_most,
    ) == (3, 3, 2)
    assert (RULES.ballot.quorum, RULES.redo.dissatisfied_from) == (Decimal("0.5"), Decimal("0.5"))
    assert (RULES.lights.yellow_from, RULES.lights.red_above) == (Decimal(10), Decimal(30))
    assert RULES.agenda.regular_frozen_working_days_before == 5
    assert RULES.agenda.on_demand_frozen_working_days_before == 1
    assert (RULES.meetings.quorum, RULES.meetings.co_signers_at_least) == (Decimal("0.5"), 1)


def test_the_reminder_ladder_has_three_steps_before_and_two_after_the_last_day() -> None:
    ladder = RULES.reminders

    assert (ladder.days_before, ladder.hour_of_day) == ((7, 1, 0), 9)
    assert (ladder.urge_after_working_days, ladder.escalate_after_working_days) == (1, 5)


def test_ratios_are_exact() -> None:
    rules = read_rule_set(with_line("quorum", "quorum = 0.1"))

    assert rules.ballot.quorum * 3 == Decimal("0.3")


def test_a_rule_set_knows_its_name_in_both_languages() -> None:
    assert RULES.about.name == "zhejiang"
    assert RULES.about.title_zh
    assert RULES.about.title_en


def test_another_congress_may_have_other_numbers_and_more_reply_rules() -> None:
    text = with_line("decline_within", 'decline_within = "7 working_days"').replace(
        "[reply]", '[reply]\nnine_months = "9 months"'
    )

    rules = read_rule_set(text)

    assert rules.refusal.decline_within == Period.parse("7 working_days")
    assert rules.reply_period("nine_months") == Period.parse("9 months")


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("quorum", "quorum = 1"),
        ("red_above", "red_above = 10"),
        ("urge_after_working_days", "urge_after_working_days = 5"),
        ("hour_of_day", "hour_of_day = 0"),
        ("days_before", "days_before = [0]"),
    ],
)
def test_numbers_may_lie_on_their_limits(key: str, line: str) -> None:
    assert read_rule_set(with_line(key, line)) != RULES


def test_a_rule_set_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        RULES.contacts.before_answer = 1  # type: ignore[misc, assignment]
    with pytest.raises(TypeError):
        RULES.reply["three_months"] = Period.parse("9 months")  # type: ignore[index]


@pytest.mark.parametrize("name", ["guangdong", "", "../rules/zhejiang", "zhejiang.toml"])
def test_a_rule_set_that_does_not_exist_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(RuleSetError, match="there are: chongqing, qingdao, shanghai, zhejiang"):
        load_rule_set(name)


def test_a_text_that_is_not_toml_is_refused() -> None:
    with pytest.raises(RuleSetError, match="not TOML"):
        read_rule_set("[reply")


@pytest.mark.parametrize("table", [field.name for field in fields(RuleSet)])
def test_a_missing_table_is_refused_by_name(table: str) -> None:
    tables = re.split(r"^(?=\[)", TEXT, flags=re.MULTILINE)
    text = "".join(part for part in tables if not part.startswith(f"[{table}]"))
    assert text != TEXT

    with pytest.raises(RuleSetError, match=f"rule set: lacks {table}$"):
        read_rule_set(text)


def test_a_missing_key_is_refused_by_name() -> None:
    with pytest.raises(RuleSetError, match=r"ballot: lacks quorum"):
        read_rule_set(with_line("quorum", ""))


def test_an_unknown_key_is_refused_by_name() -> None:
    with pytest.raises(RuleSetError, match=r"ballot: has the unknown qourum"):
        read_rule_set(with_line("quorum", "quorum = 0.5\nqourum = 0.6"))


def test_an_unknown_table_is_refused_by_name() -> None:
    with pytest.raises(RuleSetError, match=r"rule set: has the unknown balot"):
        read_rule_set(f"{TEXT}\n[balot]\nquorum = 0.5\n")


@pytest.mark.parametrize(
    ("key", "line", "message"),
    [
        ("three_months", 'three_months = "3 weeks"', "reply.three_months: '3 weeks' is no period"),
        ("three_months", 'three_months = "121 months"', "reply.three_months: '121 months' is too long"),
        ("three_months", 'three_months = "10001 hours"', "reply.three_months: '10001 hours' is too long"),
        ("three_months", 'three_months = "3654 calendar_days"', "at most 3653 calendar_days"),
        ("three_months", 'three_months = "2501 working_days"', "at most 2500 working_days"),
        ("three_months", "three_months = 3", "reply.three_months: must be a text"),
        ("usual", 'usual = "never"', "rule set: no reply rule 'never'"),
        ("danger", 'danger = "danger_1_hour"', "rule set: no reply rule 'danger_1_hour'"),
        ("title_zh", 'title_zh = " "', "about.title_zh: must be a text that is not empty"),
        ("before_answer", "before_answer = 0", "contacts.before_answer: must be a whole number from 1"),
        ("before_answer", "before_answer = 2.5", "contacts.before_answer: must be a whole number"),
        ("before_answer", "before_answer = true", "contacts.before_answer: must be a whole number"),
        ("hour_of_day", "hour_of_day = 24", "reminders.hour_of_day: must be a whole number from 0 to 23"),
        ("quorum", "quorum = 0.0", "ballot.quorum: must be above 0 and at most 1"),
        ("quorum", "quorum = 50", "ballot.quorum: must be above 0 and at most 1"),
        ("quorum", "quorum = nan", "ballot.quorum: must be a number"),
        ("quorum", 'quorum = "half"', "ballot.quorum: must be a number"),
        ("red_above", "red_above = 130", "lights.red_above: must be percentage points from 0 to 100"),
        ("red_above", "red_above = 5", "lights: yellow_from must not be above red_above"),
        ("days_before", "days_before = []", "reminders.days_before: must be a list"),
        ("days_before", "days_before = 7", "reminders.days_before: must be a list"),
        ("days_before", "days_before = [1, 7]", "reminders.days_before: must fall from far to near"),
        ("days_before", "days_before = [7, 7, 1]", "reminders.days_before: must fall from far to near"),
        ("days_before", "days_before = [-1]", "reminders.days_before: must be a whole number"),
        ("quorum", "quorum = inf", "ballot.quorum: must be a number"),
        (
            "urge_after_working_days",
            "urge_after_working_days = 6",
            "reminders: escalate_after_working_days must not",
        ),
    ],
)
def test_nonsense_is_refused_with_its_place(key: str, line: str, message: str) -> None:
    with pytest.raises(RuleSetError, match=re.escape(message)):
        read_rule_set(with_line(key, line))


def test_a_table_that_is_no_table_is_refused() -> None:
    with pytest.raises(RuleSetError, match=r"watchdog: must be a table"):
        read_rule_set(
            "watchdog = 14\n" + re.sub(r"^\[watchdog\]\nno_news_for.*$", "", TEXT, flags=re.MULTILINE)
        )


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(RuleSetError, match=r"urgency: must not be empty"):
        read_rule_set(re.sub(r"^(danger|utility|ordinary|complex) = .*$", "", TEXT, flags=re.MULTILINE))


@pytest.mark.parametrize("model", rule_set_names())
def test_every_number_says_where_it_comes_from(model: str) -> None:
    text = rule_set_text(model)
    named = re.findall(r"^#   (\S+)  ", text, flags=re.MULTILINE)
    sources = re.compile(rf"#.*({'|'.join(named)}|practice)")
    tables = re.split(r"^(?=\[)", text, flags=re.MULTILINE)[2:]

    for table in tables:
        head, *lines = table.strip().splitlines()
        assert sources.search(head) or all(sources.search(line) for line in lines if line), head
