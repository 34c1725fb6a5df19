"""How values stand in cells."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.language.contracts.directory import SEATED, Option, TownshipLists
from shared.language.directory.sheets.cells import (
    CODES,
    DAY,
    DEGREES,
    NUMBER,
    TEXT,
    WORDS,
    YES_NO,
    Cell,
    Unreadable,
    pairs,
)
from shared.language.directory.sheets.layout import LEVEL, LISTS, ROLE

WORD = st.text(st.sampled_from("路灯a/…、；=,；'\""), min_size=1, max_size=6)
OPTIONS = pairs("code", "name")


@pytest.mark.parametrize(
    "cell",
    [
        date(2026, 9, 1),
        datetime.fromisoformat("2026-09-01T13:30"),
        "2026-09-01",
        "2026/9/1",
        "2026.9.1",
        "2026年9月1日",
        " 2026 年 9 月 1 日 ",
    ],
)
def test_a_day_is_read_as_people_write_it(cell: Cell) -> None:
    assert DAY.read(cell) == date(2026, 9, 1)


@pytest.mark.parametrize(
    "cell", ["2026-02-30", "1/9/2026", "九月一日", "2026-09", 46266, True, "2026-09-01-02"]
)
def test_what_could_be_another_day_is_no_day(cell: Cell) -> None:
    with pytest.raises(Unreadable) as refused:
        DAY.read(cell)
    assert refused.value.key == "not_a_day"


@given(st.lists(WORD, max_size=5))
def test_words_come_back_whatever_marks_are_in_them(words: list[str]) -> None:
    assert WORDS.read(WORDS.write(words)) == words


@given(st.lists(st.tuples(st.sampled_from(["a", "b.c", "d_1"]), WORD), max_size=4))
def test_answers_to_choose_from_come_back(options: list[tuple[str, str]]) -> None:
    given_ = [Option(code=code, name="路" + name) for code, name in options]
    assert [Option.model_validate(one) for one in OPTIONS.read(OPTIONS.write(given_))] == given_  # type: ignore[attr-defined]


def test_codes_are_told_apart_by_any_usual_mark() -> None:
    assert CODES.read("a.b、c，d; e") == ["a.b", "c", "d", "e"]


def test_a_pair_without_its_sign_is_refused() -> None:
    with pytest.raises(Unreadable):
        OPTIONS.read("one=一盏；两盏")


@pytest.mark.parametrize("role", SEATED)
def test_every_post_has_a_word_and_keeps_its_code(role: str) -> None:
    assert ROLE.read(ROLE.write(role)) == role == ROLE.read(role)
    assert ROLE.write(role) != role


def test_a_word_that_is_none_of_the_few_names_them() -> None:
    with pytest.raises(Unreadable) as refused:
        LEVEL.read("镇级")
    assert "乡镇" in refused.value.values["words"]


@pytest.mark.parametrize(("cell", "said"), [(True, True), ("是", True), ("否", False), ("yes", True)])
def test_yes_and_no(cell: Cell, said: bool) -> None:
    assert YES_NO.read(cell) is said


@pytest.mark.parametrize(("cell", "number"), [(24, 24), (24.0, 24), ("24", 24), ("２４", 24)])
def test_a_number_may_be_text(cell: Cell, number: int) -> None:
    assert NUMBER.read(cell) == number


@pytest.mark.parametrize("cell", ["24人", 24.5, True, "=4*6", ""])
def test_what_is_no_whole_number_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable):
        NUMBER.read(cell)


def test_degrees_are_read_digit_by_digit() -> None:
    assert DEGREES.read(122.189) == "122.189"
    with pytest.raises(Unreadable):
        DEGREES.read("122°11′")


def test_a_telephone_that_a_spreadsheet_took_for_a_number_is_text_again() -> None:
    assert TEXT.read(13800000000.0) == "13800000000"


def test_every_list_has_a_sheet_and_every_field_a_column() -> None:
    assert [sheet.name for sheet in LISTS] == list(TownshipLists.model_fields)
    for sheet in LISTS:
        assert {column.field for column in sheet.columns} == set(sheet.model.model_fields)
