"""The list as a page."""

import pytest
from rich.cells import cell_len

from cli.handover.composing import compose
from cli.handover.page import WIDTH, page
from cli.handover.posts import charges
from shared.language.directory.naming import Names
from shared.language.words import LOCALES
from tests.unit.cli.handover.terms import EVERYTHING, FIRST, NEW, item, township

THERE = township()
LONG = "一段很长的题目，有 English words 在其中，" * 6


def lines(who: str, locale: str = "zh_CN", *titles: str) -> list[str]:
    (charge,) = charges(THERE, FIRST, who)
    sections = dict(compose(charge, EVERYTHING))
    more = [compose(charge, type(EVERYTHING)(items=(item("I9", "water", title=one),))) for one in titles]
    sections["items"] += tuple(entry for one in more for entry in one["items"])
    return list(page(charge, sections, Names.of(THERE), locale))


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("who", NEW)
def test_no_line_is_wider_than_a_terminal(who: str, locale: str) -> None:
    assert [line for line in lines(who, locale, LONG, "a" * 200) if cell_len(line) > WIDTH] == []


def test_a_long_title_is_all_there() -> None:
    said = "".join(line.strip() for line in lines("head-2", "zh_CN", LONG))
    assert LONG.replace(" ", "") in said.replace(" ", "")


def test_an_id_is_not_torn() -> None:
    id = "4e60079f-92c0-52fc-8e84-3130f75f353b"
    assert all(id in line for line in lines("head-2", "zh_CN", f"{'题' * 30}{id}") if "4e60" in line)


def test_a_meeting_without_a_topic_is_called_a_meeting() -> None:
    assert "- 约见（M4）" in lines("head-2")
    assert "- meeting (M4)" in lines("head-2", "en")


def test_it_begins_with_whose_it_is_and_counts_what_is_open() -> None:
    said = lines("head-2")
    assert said[0] == "# 乡长交接清单：新head-2"
    assert "## 未办结的事项（5）" in said
    assert "- 事项I2（I2）" in said
    assert any("逾期12天" in line for line in said)


def test_who_was_there_before_and_who_is_there_now() -> None:
    said = [line for line in lines("head-2") if "head-" in line and line.startswith("- ")]
    assert [line.split()[-1] for line in said] == ["前任", "现任"]


def test_an_empty_section_says_so() -> None:
    said = lines("deputy-91")
    assert said[said.index("## 民生实事与重点工作（0）") + 2] == "无"


def test_what_others_wrote_is_neither_markup_nor_more_lines() -> None:
    said = lines("head-2", "zh_CN", "[点这里](x)\n# 大标题 <b>")
    assert any("\\[点这里\\](x) # 大标题 \\<b\\>" in line for line in said)


def test_names_stand_instead_of_codes() -> None:
    said = "".join(lines("leader-9"))
    assert "water" not in said.replace("dept-water-head", "")
    assert "水务站" in said
