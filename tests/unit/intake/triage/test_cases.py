"""The reason quotes past cases that the text is like, and never the text itself."""

import json
from typing import Any

import pytest

from scripts.triage_examples import EXAMPLES, load
from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.cases import MOST, Case, cases_of, nearest
from services.intake.domain.triage.model import TriageInput
from services.intake.domain.wording.fingerprint import hashed, tokens_of
from tests.support.township import lists

LISTS = lists()
LAMP = "西浦老祠堂旁边弄堂里的路灯坏掉一个礼拜了，墨墨黑，来换个灯泡"


def likes(title: str, text: str) -> tuple[Case, ...]:
    return nearest(hashed(tokens_of(title, text)))


def test_category_and_department_quote_like_cases_with_what_they_were_decided_to_be() -> None:
    why = assess(TriageInput(text=LAMP), LISTS).why
    assert "与既往意见D004（路灯照明，村镇建设办公室，相似度0." in why["category"].zh
    assert "near the past cases D004 (" in why["department"].en
    assert why["category"].zh.count("。") == 1


def test_what_a_rule_decides_names_the_rule_and_no_case() -> None:
    why = assess(TriageInput(text="水闸的闸门锈死关不牢，涨潮海水倒灌进沟里"), LISTS).why
    assert why["department"].by == "rule"
    assert "既往意见" not in why["department"].zh


def test_no_example_quotes_itself() -> None:
    for example in load(sorted(EXAMPLES.glob("*.jsonl"))):
        assert example.ref not in [case.ref for case in likes(example.asked.title, example.asked.text)]


def test_cases_decide_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = [TriageInput(text=text) for text in (LAMP, "候船室空调坏了", "自来水发黄")]
    quoting = [assess(one, LISTS) for one in asked]
    monkeypatch.setattr("services.intake.domain.triage.assess.nearest", lambda tokens: ())
    silent = [assess(one, LISTS) for one in asked]
    assert [(q.category, q.department, q.confidence) for q in quoting] == [
        (s.category, s.department, s.confidence) for s in silent
    ]


@pytest.mark.parametrize("text", ["", "哦", "🌊" * 5000, "zzz qqq"])
def test_a_text_that_is_like_nothing_quotes_nothing(text: str) -> None:
    assert likes("", text) == ()


def test_the_likest_come_first_and_there_are_few() -> None:
    found = likes("", LAMP)
    assert 1 <= len(found) <= MOST
    assert [case.likeness for case in found] == sorted((case.likeness for case in found), reverse=True)
    assert all(0 < case.likeness <= 1 for case in found)


def test_cases_of_an_empty_file_are_none() -> None:
    raw: dict[str, list[Any]] = json.loads("{}")
    assert nearest(hashed(tokens_of("", LAMP)), cases_of(raw)) == ()
