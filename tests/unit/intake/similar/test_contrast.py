"""An opposite wish, thanks, another one or another nuisance is another matter, however alike the words are.

Lines with ``weak`` are still taken wrongly, and say why; one that comes right fails here.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from services.intake.domain.similar.contrast import all_marks, marks, marks_of_aspects
from services.intake.domain.similar.counted import counted
from services.intake.domain.similar.score import THRESHOLD, rank
from services.intake.domain.similar.sighting import lists_of
from tests.unit.intake.similar.test_likeness import seen

FOLDER = Path(__file__).parent
ROWS = [
    json.loads(line)
    for name in ("cases.jsonl", "kinds.jsonl", "opposites.jsonl")
    for line in FOLDER.joinpath(name).read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["ref"])
def test_two_reports_are_the_same_matter_only_if_they_say_the_same(row: dict[str, Any]) -> None:
    found = rank(seen(row["new"], row["village"], days=3), [seen(row["earlier"], row["village"])])
    assert ((found[0].score >= THRESHOLD) == row["same"]) != ("weak" in row), found[0].score


def test_marks_are_no_words_and_nothing_is_looked_up_by_them() -> None:
    told = seen("船厂夜里噪音大，睡不着")
    own = set(told.tokens) & all_marks()
    assert own == marks("船厂夜里噪音大，睡不着") <= marks_of_aspects()["nuisance"]
    assert not own & told.words
    assert not own & {token for tokens in lists_of(told) for token in tokens}


def test_a_text_without_such_words_has_no_marks() -> None:
    assert marks("") == marks("路灯") == frozenset()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["ref"])
def test_no_mark_is_taken_for_a_word(row: dict[str, Any]) -> None:
    assert marks(row["earlier"].lower()) | marks(row["new"].lower()) <= all_marks()


@pytest.mark.parametrize("text", ["", "。。。", "123456", "👍👍", "13800000000", "请问"])
def test_nothing_is_like_a_text_without_words(text: str) -> None:
    assert rank(seen(text, days=1), [seen(text)])[0].score < THRESHOLD
    assert rank(seen(text, days=1), [seen("自来水发黄")])[0].score < THRESHOLD


@pytest.mark.parametrize(
    ("one", "again"), [("第十二根电线杆", "第12根电线杆"), ("二〇一室", "201室"), ("a区", "a区的灯")]
)
def test_a_number_is_the_same_however_it_is_written(one: str, again: str) -> None:
    told = dict(counted(one))
    assert told
    assert told.items() <= dict(counted(again)).items()


@pytest.mark.parametrize("text", ["同一栋楼", "加一班船", "一层灰", "三个月", "一分钱", "一路上"])
def test_what_is_counted_is_no_name(text: str) -> None:
    assert not list(counted(text))
