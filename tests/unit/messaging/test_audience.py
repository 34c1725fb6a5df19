"""What the public reads of an event, and what it does not."""

import json
from datetime import UTC, datetime
from typing import Annotated

import pytest
from pydantic import Field

from shared.kernel.messages.audience import INSIDE, NAME, inside_of, public_json, says, without_words
from shared.kernel.messages.base import Code, Contract, Event, Id, Instant, Line, Prose
from tests.support.effort import least

NOW = datetime(2026, 11, 28, tzinfo=UTC)


class Reader(Contract):
    name: Annotated[Line, INSIDE] = ""
    card: Id


class Loan(Contract):
    book: Line
    state: Code = "lent"
    reader: Reader | None = None
    notes: tuple[Prose, ...] = ()
    inside_notes: Annotated[tuple[Prose, ...], INSIDE] = ()
    earlier: tuple[Reader, ...] = ()
    answers: dict[Code, Line] = Field(default_factory=dict)
    struck: Annotated[tuple[Line, ...], INSIDE] = ()
    nobody_elses: bool = False
    lent_at: Instant = NOW


class Lent(Event, type="library.loan.lent.v1"):
    loan: Loan

    def withheld(self) -> bool:
        return self.loan.nobody_elses

    def struck_out(self) -> tuple[str, ...]:
        return self.loan.struck


class Returned(Event, type="library.loan.returned.v1"):
    book: Line


def public(loan: Loan) -> Loan:
    """Read as a subscriber reads it."""
    said = public_json(Lent(loan=loan))
    assert said
    return Lent.model_validate_json(said).loan


def test_an_event_without_inside_fields_has_one_face() -> None:
    assert public_json(Returned(book="西游记")) is None


def test_an_event_whose_inside_fields_say_nothing_has_one_face() -> None:
    assert public_json(Lent(loan=Loan(book="西游记", reader=Reader(card="c1")))) is None


def test_the_public_reads_no_inside_field_however_deep_it_lies() -> None:
    one = Reader(name="王小明", card="c1")
    loan = Loan(
        book="西游记", reader=one, earlier=(one, Reader(card="c2")), inside_notes=("王小明",), notes=("借出",)
    )
    assert "王小明" not in (public_json(Lent(loan=loan)) or "王小明")
    assert public(loan) == Loan(
        book="西游记",
        reader=Reader(card="c1"),
        earlier=(Reader(card="c1"), Reader(card="c2")),
        notes=("借出",),
    )


def test_what_is_withheld_has_no_public_face() -> None:
    assert public_json(Lent(loan=Loan(book="西游记", nobody_elses=True))) == ""


def test_words_that_were_struck_out_are_in_no_text_and_the_rest_stays_as_it_was() -> None:
    loan = Loan(
        book="王小明的西游记",
        notes=("还给王小明", "好"),
        answers={"who": "王小明家"},
        struck=("王小明", "王小明家"),
    )
    assert public(loan) == Loan(book="██的西游记", notes=("还给██", "好"), answers={"who": "██"})


@pytest.mark.parametrize("wrapped", ["王小\n明家", "王 小明家", "王小明\r\n　家"])
def test_words_that_are_wrapped_over_lines_are_found_as_they_are_read(wrapped: str) -> None:
    assert without_words(f"在{wrapped}旁", ["王小明家"]) == "在██旁"
    assert says(f"在{wrapped}旁", "王小明家")
    assert without_words("在王小明家旁", ["王小\n明家"]) == "在██旁"
    assert not says("在王大明家旁", "王小明家")


def test_looking_for_wrapped_words_takes_time_linear_in_the_text() -> None:
    words = ["王" * 199 + "明"]
    assert least(lambda: without_words("王 " * 5_000, words), 0.5) < 0.5


def test_striking_a_word_changes_no_code_and_no_moment() -> None:
    loan = Loan(book="lent 2026", reader=Reader(card="lent"), struck=("lent", "2026"))
    assert public(loan) == Loan(book="██ ██", reader=Reader(card="lent"))


def test_the_schema_says_which_fields_are_inside() -> None:
    fields = Lent.model_json_schema()["$defs"]["Loan"]["properties"]
    assert [name for name, field in fields.items() if field.get(NAME) == "inside"] == [
        "inside_notes",
        "struck",
    ]
    assert json.dumps(fields)


def test_an_inside_field_without_a_default_is_a_fault_of_the_contract() -> None:
    class Hasty(Event, type="library.loan.hasty.v1"):
        reader: Annotated[Line, INSIDE]

    with pytest.raises(TypeError, match=r"Hasty\.reader"):
        inside_of(Hasty)
