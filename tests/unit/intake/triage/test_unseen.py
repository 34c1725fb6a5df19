"""Triage keeps its goals on submissions that were put aside before it was extended; training/unseen."""

from collections.abc import Sequence
from functools import cache

from scripts.evaluate_triage import figures, labelled, macro_f1
from scripts.triage_examples import EXAMPLES, UNSEEN, WRITTEN, Example, load
from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.model import TriageResult
from tests.support.township import lists


@cache
def results() -> Sequence[tuple[Example, TriageResult]]:
    return [(e, assess(e.asked, lists())) for e in load(sorted(UNSEEN.glob("*.jsonl")))]


def test_there_are_enough_of_them_and_none_is_an_example_of_training() -> None:
    asked = [e.asked.text for e, _ in results()]
    learned = {e.asked.text for of in (EXAMPLES, WRITTEN) for e in load(sorted(of.glob("*.jsonl")))}
    assert len(asked) == len(set(asked)) >= 670
    assert learned.isdisjoint(asked)


def test_department_and_category_are_found_more_often_than_was_promised() -> None:
    assert figures(results())["department accuracy"] >= 0.9
    assert macro_f1(labelled(results(), "category")) >= 0.88
    assert figures(results())["urgency accuracy"] >= 0.88


def test_no_danger_is_overlooked_and_few_alarms_are_false() -> None:
    found = figures(results())
    assert found["danger recall"] >= 0.95
    assert found["danger precision"] >= 0.75


def test_nothing_that_leads_to_a_person_is_left_in_what_is_published() -> None:
    found = figures(results())
    assert (found["personal data recall"], found["personal data left in a masked text"]) == (1.0, 0.0)


def test_kinds_and_small_matters_are_found_better_than_by_half() -> None:
    found = figures(results())
    assert found["kind accuracy"] >= 0.8
    assert found["small_matter accuracy"] >= 0.85
    assert found["small matter recall"] >= 0.6
    assert found["small matter precision"] >= 0.75
