"""Numbers that lead to a person are not published."""

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.privacy import IDENTITY, PHONE, masked

GAPS = ("", " ", "-", "－", "　", "·")


def digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


def full_width(number: str) -> str:
    return "".join(chr(ord(symbol) + 0xFEE0) if symbol.isascii() and symbol.isalnum() else symbol for symbol in number)


def grouped(number: str, sizes: tuple[int, ...], gap: str) -> str:
    parts, rest = [], number
    for size in sizes:
        parts.append(rest[:size])
        rest = rest[size:]
    return gap.join((*parts, rest) if rest else parts)


gaps = st.sampled_from(GAPS)
mobiles = st.builds(
    lambda second, rest, gap, country: country + grouped("1" + second + rest, (3, 4, 4), gap),
    st.sampled_from("3456789"),
    digits(9),
    gaps,
    st.sampled_from(("", "+86 ", "0086", "86-")),
)
landlines = st.builds(lambda rest, gap: "0580" + gap + rest, digits(7), gaps)
identities = st.builds(
    lambda first, rest, last, gap: grouped(first + rest + last, (6, 8, 4), gap),
    st.sampled_from("123456789"),
    digits(16),
    st.sampled_from("0123456789Xx"),
    gaps,
)
numbers = st.one_of(mobiles, landlines, identities)
words = st.text(
    st.characters(categories=("Lo", "Po"), max_codepoint=0xFFFF, exclude_characters="+＋.·(（"), max_size=20
)


@given(words, numbers, st.booleans(), words)
def test_a_planted_number_is_gone_and_the_rest_stays(before: str, number: str, wide: bool, after: str) -> None:
    written = full_width(number) if wide else number
    assert masked(before + written + after) in {before + PHONE + after, before + IDENTITY + after}


@given(st.lists(st.tuples(words, numbers), max_size=4))
def test_no_digit_of_several_numbers_is_left(parts: list[tuple[str, str]]) -> None:
    text = "".join(f"{word}，{number}。" for word, number in parts)
    assert not re.search(r"\d", masked(text))


@given(st.text())
def test_masking_twice_is_masking_once_and_never_lengthens(text: str) -> None:
    once = masked(text)
    assert masked(once) == once
    assert len(once) <= len(text)


@given(words, digits(9), words)
def test_shorter_numbers_stay(before: str, number: str, after: str) -> None:
    assert masked(before + number + after) == before + number + after


@pytest.mark.parametrize(
    "text",
    [
        "工期2026-09-01至2026-09-14，共14天",
        "上午9:30—11:00，下午13:30—15:00",
        "路长1200米，宽3.5米，造价128000元",
        "12345热线转来，工单号2026090100001234567890",
        "09-14 2026-09-22 两次停水",
    ],
)
def test_dates_times_amounts_and_long_numbers_stay(text: str) -> None:
    assert masked(text) == text


def test_the_private_numbers_of_the_storys_submissions_are_gone() -> None:
    lines = files("demo").joinpath("story", "submissions.jsonl").read_text("utf-8").splitlines()
    told = [json.loads(line)["text"] for line in lines]
    with_numbers = [text for text in told if re.search(r"1[3-9]\d{9}", text)]
    assert with_numbers
    assert not [text for text in with_numbers if re.search(r"\d{11}", masked(text))]
