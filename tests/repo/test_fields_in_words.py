"""A refusal names the field in words: 电话, not data.contact.phone (case V08)."""

import pytest

from shared.kernel.messages.base import Command
from shared.language.calendar.period import Unit
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import TYPES
from shared.language.words import LOCALES, bilingual
from shared.language.words.catalogue import entries
from tests.support.private_words import field_names

BY_MACHINES = {"specversion", "id", "datacontenttype", "subject", "sequence", "correlationid", "causationid"}
BY_MACHINES |= {"traceparent", "masked"}
"""Attributes of the envelope that no person writes."""


def test_every_field_that_somebody_fills_in_has_a_name_in_both_languages() -> None:
    named = {name for cls in TYPES.values() if issubclass(cls, Command) for name in field_names(cls)}
    envelope = {field.alias or name for name, field in Envelope.model_fields.items()} - BY_MACHINES
    for locale in LOCALES:
        assert {f"field.{name}" for name in named | envelope} - set(entries(locale)) == set()


def test_v08_a_refusal_says_the_telephone_number_and_not_the_path_to_it() -> None:
    said = bilingual("refusal.invalid_field", field="data.contact.phone", problem="string_too_long")
    assert said.zh.startswith("电话：")
    assert said.en.startswith("the telephone number: ")
    assert bilingual("refusal.invalid_field", field="data.points.3.text", problem="missing").zh.startswith(
        "内容："
    )


@pytest.mark.parametrize("name", ["txt", "deputy_id", "colour", "contact.phone"])
def test_a_field_that_there_is_not_is_called_what_its_sender_calls_it(name: str) -> None:
    said = bilingual("refusal.unknown_field", field=f"data.{name}", given=name, nearest="text")
    assert f"“{name}”" in said.zh
    assert f'"{name}"' in said.en


def test_v08_units_are_said_in_words() -> None:
    for unit in Unit:
        said = bilingual("refusal.edit_too_late", amount=3, unit=unit)
        assert "_" not in said.zh + said.en
        assert not any(symbol.isascii() and symbol.isalpha() for symbol in said.zh)
