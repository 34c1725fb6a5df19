"""What a field means is said in Chinese where partners need it most, and of fields that exist."""

import pytest
from pydantic import BaseModel

from cli.documents.field_docs import field_docs
from cli.documents.meanings import FILE, field_meanings, meaning_of
from cli.documents.schemas import schema_of, shapes_of
from shared.kernel.messages.base import Caused, CommandAccepted, CommandRefused, Unread
from shared.language.contracts import intake
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import TYPES

SAID_WHOLE = (
    intake.SubmitSubmission,
    intake.InformSubmission,
    intake.EditSubmission,
    intake.WithdrawSubmission,
    intake.SupportSubmission,
    intake.WithdrawSupport,
    CommandAccepted,
    CommandRefused,
    Caused,
    Unread,
    Envelope,
)
"""What a partner sends first and what it is answered: of these each field has a meaning in both languages."""


def fields(cls: type[BaseModel]) -> list[str]:
    return list(schema_of(cls)["properties"])


@pytest.mark.parametrize("cls", SAID_WHOLE, ids=lambda cls: cls.__name__)
def test_what_a_partner_sends_first_and_is_answered_says_what_each_field_means(cls: type[BaseModel]) -> None:
    unsaid = [f"{cls.__name__}.{field}" for field in fields(cls) if not meaning_of(cls, field)]
    assert unsaid == [], f"say in [fields] of {FILE} what these mean, with unit and what absence means"
    assert [field for field in fields(cls) if field not in field_docs(cls)] == [], "give these a docstring"


def test_every_meaning_is_of_a_field_that_exists_and_is_a_sentence() -> None:
    found = {shape for cls in TYPES.values() for shape in (cls, *shapes_of(cls))} | {Envelope}
    exist = {f"{above.__name__}.{name}" for cls in found for above in cls.__mro__ for name in fields(cls)}
    assert set(field_meanings()) - exist == set(), f"remove these from [fields] of {FILE}"
    assert [key for key, said in field_meanings().items() if not said.endswith("。")] == []
