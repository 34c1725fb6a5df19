"""The record of personal data has each column and each private field once, and nothing else."""

from fnmatch import fnmatchcase

from cli.documents.personal_data import columns, record
from shared.kernel.messages.base import Command
from shared.language.contracts.registry import TYPES
from shared.language.contracts.texts import OWN, SECRET
from tests.support.private_words import text_fields


def test_each_column_of_each_service_stands_in_one_entry_or_leads_to_nobody() -> None:
    assert {column: record().places(column) for column in columns() if record().places(column) != 1} == {}


def test_no_entry_names_a_column_that_is_not_there() -> None:
    patterns = [pattern for one in record().kept for pattern in one.columns] + [*record().nobody]
    there = columns()
    assert [one for one in patterns if not any(fnmatchcase(column, one) for column in there)] == []


def test_each_field_that_is_a_raisers_own_or_a_secret_stands_in_one_entry() -> None:
    commands = (cls for cls in TYPES.values() if issubclass(cls, Command))
    private = {
        f"{command.__name__}.{field.name}"
        for command in commands
        for field in text_fields(command)
        if field.becomes in (OWN, SECRET)
    }
    assert sorted(field for one in record().kept for field in one.says) == sorted(private)
