"""Texts that triage once took wrongly, and ten others of each kind, written before it was mended.

``right`` says what must be suggested, ``not_…`` what must not; ``weak`` why a line is still taken wrongly. A
weak line that comes right fails here, so that its mark is taken off.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.model import TriageInput, TriageResult
from tests.support.township import lists

FOLDER = Path(__file__).parent
ROWS = [
    json.loads(line)
    for name in ("cases.jsonl", "kinds.jsonl", "lives.jsonl", "again.jsonl")
    for line in FOLDER.joinpath(name).read_text("utf-8").splitlines()
]


def wrong(result: TriageResult, right: dict[str, Any]) -> Iterator[str]:
    """What of it is not as it should be."""
    for name, values in right.items():
        denied, field = name.startswith("not_"), name.removeprefix("not_")
        for value in values if isinstance(values, list) else [values]:
            if field == "why":
                holds = any(value in why.zh for why in result.why.values())
            elif field == "matters":
                holds = (len(result.matters) or 1) == value
            else:
                holds = getattr(result, {"village": "deputy_group"}.get(field, field)) == value
            if holds == denied:
                yield f"{name}: {value}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["ref"])
def test_a_text_of_this_kind_is_taken_as_it_is_meant(row: dict[str, Any]) -> None:
    result = assess(TriageInput(row["text"], village=row.get("village")), lists())
    assert bool(list(wrong(result, row["right"]))) == ("weak" in row), list(wrong(result, row["right"]))


def test_a_life_in_danger_is_no_small_matter_and_the_reason_names_the_rule() -> None:
    result = assess(TriageInput("工资讨不到，我真的不想活了"), lists())
    assert (result.small_matter, result.admissible) == (False, True)
    assert "life-despair" in result.why["urgency"].zh


def test_a_place_where_somebody_works_is_not_the_place_but_a_landmark_is() -> None:
    assert assess(TriageInput("我在东岙上班，路灯坏了", village="V02"), lists()).deputy_group == "V02"
    assert assess(TriageInput("东岙旁边的路灯坏了", village="V02"), lists()).deputy_group == "V01"


def test_a_reason_quotes_no_piece_of_a_word() -> None:
    why = assess(TriageInput("那个啥伊拉屋里厢老早就格样子了呀"), lists()).why["category"]
    assert "“" not in why.zh.replace("为“", "").replace("入“", "")
