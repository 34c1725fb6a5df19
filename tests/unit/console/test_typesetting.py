"""Days that no line tears, and rules that are called by their names."""

import re

import pytest

from shared.language.telling.typesetting import why_awaited, with_whole_days
from shared.language.words.catalogue import LOCALES, entries

_CODE = re.compile(r"[a-z]+_[a-z_]+|\b[a-z]+\.[a-z_]+")


def test_a_day_in_the_text_is_one_piece() -> None:
    page = "<h1>固定见面（2026年9月14日）</h1>"
    assert with_whole_days(page) == '<h1>固定见面（<span class="whole">2026年9月14日</span>）</h1>'


@pytest.mark.parametrize(
    "page",
    [
        "<title>2026年9月14日</title>",
        '<input value="2026年9月14日">',
        "<textarea>\n2026年9月14日\n</textarea>",
        "<select><option>2026年9月14日</option></select>",
        "<p>9月14日</p>",
    ],
)
def test_where_no_tag_may_stand_a_day_stays_as_it_is(page: str) -> None:
    assert with_whole_days(page) == page


@pytest.mark.parametrize("locale", LOCALES)
def test_nobody_reads_the_code_of_a_rule(locale: str) -> None:
    reasons = [key.partition(".")[2] for key in entries(locale) if key.startswith("wait_why.")]
    assert reasons
    assert [why for what in reasons if _CODE.search(why := why_awaited(what, locale))] == []
