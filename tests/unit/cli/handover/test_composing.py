"""What belongs to whom."""

from datetime import date

import pytest

from cli.handover.composing import Entry, compose
from cli.handover.posts import charges
from tests.unit.cli.handover.terms import EVERYTHING, FIRST, township

THERE = township()


def listed(who: str, day: date = FIRST) -> dict[str, list[str]]:
    """Section → the ids in it, for who begins."""
    (charge,) = charges(THERE, day, who)
    return {name: [entry.id for entry in entries] for name, entries in compose(charge, EVERYTHING).items()}


def entry(who: str, section: str, id: str, day: date = FIRST) -> Entry:
    (charge,) = charges(THERE, day, who)
    return next(one for one in compose(charge, EVERYTHING)[section] if one.id == id)


@pytest.mark.parametrize(
    ("who", "sections"),
    [
        (
            "head-2",
            {
                "requests": ["M1"],
                "designations": ["I5"],
                "items": ["I2", "I1", "I4", "I5", "I6"],
                "promises": ["P1", "P2", "P3"],
                "projects": ["J1", "J2", "J3"],
                "meetings": ["M2", "M3", "M4"],
                "visits": ["V1", "V2", "V3"],
                "topics": ["T4"],
            },
        ),
        (
            "chief-2",
            {
                "items": ["I2", "I4"],
                "promises": ["P1"],
                "projects": ["J1"],
                "meetings": ["M3"],
                "visits": ["V2"],
            },
        ),
        (
            "deputy-91",
            {
                "items": ["I4", "I6"],
                "promises": ["P2"],
                "projects": [],
                "meetings": ["M1", "M2"],
                "visits": ["V1"],
                "topics": ["T1", "T3"],
                "ballots": ["B1"],
            },
        ),
    ],
)
def test_each_is_given_what_is_theirs(who: str, sections: dict[str, list[str]]) -> None:
    assert listed(who) == sections


def test_a_leader_is_given_the_departments_and_the_projects_of_who_was_there_before() -> None:
    own = listed("leader-9")
    assert own["items"] == ["I2", "I4"]
    assert own["projects"] == ["J1", "J2"]


def test_a_promise_outlives_the_term_and_the_item() -> None:
    old = entry("head-2", "promises", "P1")
    assert (old.facts["earlier_term"], old.facts["item_ended"]) == (True, True)
    assert "item_ended" not in entry("head-2", "promises", "P3").facts


def test_days_late_are_those_of_the_day_of_the_handover_while_the_clock_runs() -> None:
    assert entry("head-2", "items", "I2").days_late == 12
    assert entry("head-2", "items", "I2", date(2026, 9, 2)).days_late == 13
    assert entry("head-2", "items", "I1").days_late == 0
    answered = entry("head-2", "items", "I6")
    assert (answered.due_on, answered.days_late) == (None, 0)


def test_refusals_and_rounds_are_told() -> None:
    facts = entry("head-2", "items", "I1").facts
    assert (facts["hops"], facts["round"]) == (2, 2)
    assert "hops" not in entry("head-2", "items", "I2").facts


def test_the_day_for_naming_a_department_is_the_one_that_ends_at_midnight() -> None:
    assert entry("head-2", "designations", "I5").due_on == date(2026, 9, 2)


def test_a_department_is_told_what_it_only_helps_with() -> None:
    assert entry("chief-2", "items", "I4").facts["co_handled"]
    assert "co_handled" not in entry("chief-2", "items", "I2").facts


def test_it_is_said_what_the_office_does_for_one_who_has_left() -> None:
    assert entry("deputy-91", "topics", "T1").facts["office_hands_over"]
    assert entry("deputy-91", "meetings", "M2").facts["office_answers"]
    assert "office_answers" not in entry("deputy-91", "meetings", "M1").facts
    assert entry("deputy-91", "visits", "V1").facts["office_reports"]
    assert "office_hands_over" not in entry("deputy-91", "topics", "T3").facts


def test_how_far_a_project_is_behind_its_plan() -> None:
    assert entry("chief-2", "projects", "J1").facts["behind"] == "12.5"
