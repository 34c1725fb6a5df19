"""The catalogue and the code that asks it for texts agree; test_completeness.py asks for what is missing."""

from pathlib import Path
from string import Formatter

import pytest

from scripts.check.words import refusals, unsaid_refusals
from shared.language.contracts.envelope import Role
from shared.language.words import LOCALES, bilingual, text
from shared.language.words.catalogue import entries

ROOT = Path(__file__).parents[2]


REFUSALS = tuple(refusals(ROOT))


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    zh, en = (set(entries(locale)) for locale in LOCALES)
    assert zh == en


def test_no_text_is_empty_but_for_what_joins_others() -> None:
    blank = {key for locale in LOCALES for key, sentence in entries(locale).items() if not sentence.strip()}
    assert [key for key in blank if not key.endswith(".join")] == []


def test_both_languages_ask_for_the_same_values() -> None:
    zh, en = (entries(locale) for locale in LOCALES)
    assert [key for key in zh if placeholders(zh[key]) != placeholders(en[key])] == []


def test_every_placeholder_is_a_plain_name() -> None:
    """No attributes, no indexes: a sentence prints values and reaches for nothing inside them."""
    names = {
        name for locale in LOCALES for sentence in entries(locale).values() for name in placeholders(sentence)
    }
    assert [name for name in names if not name.isidentifier()] == []


def test_the_code_of_every_refusal_is_written_where_it_is_refused() -> None:
    assert [refused.where for refused in REFUSALS if refused.code is None] == []


def test_every_refusal_has_its_sentence() -> None:
    assert list(unsaid_refusals(REFUSALS, {locale: entries(locale) for locale in LOCALES})) == []


def test_every_refusal_gives_the_values_that_its_sentence_asks_for() -> None:
    known = entries("zh_CN")
    found = [(r, placeholders(known.get(f"refusal.{r.code}", "")) - r.values - {"field"}) for r in REFUSALS]
    assert [(r.where, r.code, missing) for r, missing in found if missing] == []


def test_no_sentence_is_for_a_refusal_that_nobody_makes() -> None:
    made = {f"refusal.{refused.code}" for refused in REFUSALS}
    assert {key for key in entries("zh_CN") if key.startswith("refusal.")} - made == set()


def test_every_role_has_a_name() -> None:
    assert {f"role.{role}" for role in Role} - set(entries("zh_CN")) == set()


def test_a_sentence_for_people_has_words_instead_of_codes() -> None:
    values = {"thing": "ballot", "state": "closed", "command": "evaluation.ballot.vote.v1"}
    assert (
        bilingual("refusal.wrong_state", **values).zh
        == "该代表评目前为“已截止”，不能进行“投票”。请先查看其最新进展。"
    )
    assert "人大办、市场所" in text("refusal.wrong_role", "zh_CN", role="citizen", allowed="office, 市场所")
    assert "人大办、代表" in text("refusal.wrong_role", "zh_CN", role="citizen", allowed="office, deputy")


def test_an_unknown_problem_of_a_field_still_gives_a_sentence() -> None:
    assert bilingual("refusal.invalid_field", field="data.text", problem="new_in_pydantic_9").zh.startswith(
        "内容：填写有误"
    )


def test_braces_in_a_value_are_printed_as_they_are() -> None:
    assert "{0.x}" in text("refusal.unknown_thing", "en", thing="item", id="{0.x}")


def test_an_unknown_key_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        text("refusal.no_such_code", "en")


def test_a_missing_value_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        text("refusal.unknown_thing", "en", thing="item")
