"""Texts come in one spelling and hide nothing (I01–I03 and their kind)."""

from unicodedata import category, is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.messages.text import MARKS, clean, hides, one_line, says_something, visibly
from tests.support.effort import MOST, TIMES, growth

TRICKY = st.sampled_from(
    "\u200d\u200c\ufe0f\ufe0e❤👩1#\u20e3ae\u0301\u0316\u0323\u0344ᠠ\u180bكक\u094d\u200b\u2028\u2029\x85\r\n\t\x1b"
    "\u2800\u3164\ufeff\u202e\u2066\u1100\u1161\u11a8\u2329\u0958\u0338=\ud800\udc00"
    "\ufffe\ufdd0\U000e0041。　 水"
)
TEXTS = st.text(st.one_of(st.characters(exclude_categories=()), TRICKY), max_size=60)
SEEN_ARABIC = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
MAY_STAND = set("\n\t\u200c\u200d") | set(SEEN_ARABIC)


@given(TEXTS, st.booleans())
def test_clean_text_has_one_spelling_and_nothing_hidden_and_stays_as_it_is(text: str, lines: bool) -> None:
    kept = clean(text, lines=lines)
    assert clean(kept, lines=lines) == kept == kept.strip()
    assert is_normalized("NFC", kept)
    assert [symbol for symbol in kept if category(symbol) in ("Cc", "Cf", "Cs", "Zl", "Zp")] == [
        symbol for symbol in kept if symbol in MAY_STAND
    ]
    assert lines or not set(kept) & set("\n\t")
    assert not hides(kept.replace("\n", "").replace("\t", ""))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0xFFFF), max_size=40))
def test_letters_digits_and_punctuation_are_never_lost(text: str) -> None:
    kept = clean(text, lines=True)
    assert sum(category(symbol)[0] in "LNP" for symbol in kept) >= sum(
        category(symbol)[0] in "LNP" for symbol in text if symbol not in "\u115f\u1160\u3164\uffa0"
    )


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("第二件\u2028水管漏水", "第二件\n水管漏水"),
        (
            "一\r\n二\r三\x85四\u2029五\x0b六\x0c七\x1c八\x1d九\x1e十",
            "一\n二\n三\n四\n五\n六\n七\n八\n九\n十",
        ),
        ("\x1b[2J\x1b]0;OWNED\x07标题\u202eabc", "[2J]0;OWNED标题abc"),
        ("e\u0301", "é"),
        ("e\u200b\u0301", "é"),
        ("水\ud800管\udfff漏\ufffe水\U0010ffff", "水管漏水"),
        ("软\u00ad连\u2060字\ufeff符\U000e0041\u180e", "软连字符"),
        ("盲\u2800文", "盲 文"),
        ("葛\U000e0100城", "葛城"),
        ("\u200b 水 \u3000", "水"),
        ("制\t表\n行", "制\t表\n行"),
    ],
)
def test_what_ends_a_line_or_hides_is_put_right(written: str, kept: str) -> None:
    assert clean(written, lines=True) == kept


def test_a_line_is_one_line() -> None:
    assert clean("一\r\n二\u2028三\t四\n", lines=False) == "一 二 三 四"


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d❤\ufe0f\u200d👩",
        "🏳\ufe0f\u200d🌈",
        "1\ufe0f\u20e3",
        "❤\ufe0f",
        "👨🏽\u200d🦱",
        "می\u200cخواهم",
        "क्\u200dष",
        "ᠠ\u180b",
        "\u0600١٢٣",
    ],
    ids=["couple", "flag", "keycap", "heart", "skin", "persian", "hindi", "mongolian", "arabic_number_sign"],
)
def test_what_a_script_needs_to_be_read_right_stays(text: str) -> None:
    assert clean(text, lines=True) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "\u200b", "\ufeff", "\u2800", "\u00ad", "\ufe0f", "\u3164", "。。。。", "！？……——", "~~~"),
        *(
            "\u115f\u1160",
            "\uffa0",
            "\U000e0041\U000e007f",
            "\u202e\u202c",
            "\u200d\u200c",
            "ーー",
            "\u0301",
            "＋＝￥",
        ),
        *("■■■", "★☆", "✔", "♪", "→", "\u3000\u00a0", "\ufffd", "\x1b\x07", "\u17b4", "\u034f"),
    ],
)
def test_what_has_no_letter_digit_or_picture_says_nothing(text: str) -> None:
    assert not says_something(clean(text, lines=True))


@pytest.mark.parametrize(
    "text", ["水", "a", "7", "１", "。水。", "〇", "👍", "☔", "❤️", "☎️", "⛽", "🆘", "ㄅ", "가", "ع", "Ⅳ"]
)
def test_a_letter_a_digit_or_a_picture_says_something(text: str) -> None:
    assert says_something(clean(text, lines=True))


def test_letters_carry_no_heaps_of_marks() -> None:
    assert len(clean("a" + "\u0316\u0301" * 5_000, lines=True)) <= 1 + MARKS


@given(TEXTS)
def test_what_a_terminal_gets_steers_and_hides_nothing(text: str) -> None:
    assert not [
        symbol for symbol in visibly(text) if category(symbol) in ("Cc", "Cs") and symbol not in "\n\t"
    ]
    assert not set(visibly(text)) & set("\u202e\u2066\u200b\ufeff\u2028\u2029\x85\x9b")


def test_what_was_taken_out_is_named() -> None:
    assert visibly("\x1b[2J标题\u202eabc\U000e0041") == "\\x1b[2J标题\\u202eabc\\ue0041"


def test_a_document_of_one_line_stays_one_for_every_reader() -> None:
    document = '{"text": "一\u2028二\u2029三\x85四"}'.encode()
    assert one_line(document).decode() == '{"text": "一\\u2028二\\u2029三\\u0085四"}'


@pytest.mark.parametrize(
    "text",
    [
        "水" * 10_000,
        "a" + "\u0301" * 5_000 + "\u0316" * 4_999,
        "\u200b" * 10_000,
        "a\u200d" * 5_000,
        "👩\u200d" * 5_000,
        "❤\ufe0f" * 5_000,
        "e\u0301" * 5_000,
        "\u1100\u1161" * 5_000,
        "\u2028" * 10_000,
        ("a" + "\u0301" * 9) * 1_000,
        "\u0f73" * 10_000,
    ],
    ids=range(11),
)
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    long = text * TIMES
    assert growth(lambda: clean(text, lines=True), lambda: clean(long, lines=True)) <= MOST
