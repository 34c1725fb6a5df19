"""Trace codes survive the telephone."""

from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.trace_code import ALPHABET, DRAWN, is_valid, new_trace_code, normalise

drawn = st.lists(st.integers(0, len(ALPHABET) - 1), min_size=DRAWN, max_size=DRAWN)


def code_of(values: list[int]) -> str:
    left = iter(values)
    return new_trace_code(lambda _: next(left))


codes = drawn.map(code_of)


def plain(code: str) -> list[str]:
    return [symbol for symbol in code if symbol != "-"]


def test_no_symbol_is_easily_taken_for_another() -> None:
    assert not set("01OIL") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31


def test_a_code_is_shown_in_three_groups_of_three() -> None:
    assert [len(group) for group in code_of([0, 1, 2, 3, 4, 5, 6, 7]).split("-")] == [3, 3, 3]


@given(codes)
def test_every_code_is_valid(code: str) -> None:
    assert is_valid(code)


@given(drawn, drawn)
def test_different_draws_make_different_codes(one: list[int], other: list[int]) -> None:
    assert (code_of(one) == code_of(other)) == (one == other)


@given(codes, st.integers(0, DRAWN), st.sampled_from(ALPHABET))
def test_any_single_wrong_symbol_is_noticed(code: str, place: int, symbol: str) -> None:
    symbols = plain(code)
    changed = symbols[place] != symbol
    symbols[place] = symbol
    assert is_valid("".join(symbols)) == (not changed)


@given(codes, st.integers(0, DRAWN), st.integers(0, DRAWN))
def test_any_two_symbols_swapped_are_noticed(code: str, one: int, other: int) -> None:
    symbols = plain(code)
    changed = symbols[one] != symbols[other]
    symbols[one], symbols[other] = symbols[other], symbols[one]
    assert is_valid("".join(symbols)) == (not changed)


@given(codes, st.integers(0, DRAWN))
def test_a_missing_symbol_is_noticed(code: str, place: int) -> None:
    symbols = plain(code)
    del symbols[place]
    assert not is_valid("".join(symbols))


@given(codes, st.lists(st.sampled_from(" -—　"), min_size=9, max_size=9))
def test_case_width_blanks_and_hyphens_do_not_matter(code: str, gaps: list[str]) -> None:
    typed = "".join(symbol + gap for symbol, gap in zip(plain(code), gaps, strict=True))
    full_width = "".join(chr(ord(symbol) + 0xFEE0) for symbol in plain(code))
    for written in (typed.lower(), full_width, f"  {code}\n"):
        assert normalise(written) == code


@given(st.text())
def test_anything_may_be_typed(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert not is_valid(text) or len(plain(normalise(text))) == DRAWN + 1
