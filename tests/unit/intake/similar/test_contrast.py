"""An opposite wish, thanks, another one or another nuisance is another matter, however alike the words are.

Lines with ``weak`` are still taken wrongly, and say why; one that comes right fails here.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from services.intake.domain.similar.contrast import all_marks, marks, marks_of_aspects
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
