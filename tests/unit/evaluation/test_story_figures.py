"""The demo story gives the figures that it says."""

from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from services.evaluation.domain.figures import figures_of
from shared.language.contracts.figures import Figures
from tests.unit.evaluation.story import STORY
from tests.unit.evaluation.story_material import everything

TOLD: dict[str, Any] = STORY.expected


@cache
def story_figures() -> Figures:
    return figures_of(everything(), date(2026, 9, 1), date(2026, 11, 20), date(2026, 11, 20), 3)


def rate(text: str) -> dict[str, Any]:
    """``3/7`` as a rate's fields."""
    count, of = map(int, text.split("/"))
    return {"count": count, "of": of}


def axes(told: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {
        axis: {
            **{k: v for k, v in counts.items() if k not in ("rate", "percent")},
            "rate": rate(counts["rate"]),
        }
        for axis, counts in told.items()
    }


SAME_NAME = (
    *(
        "raised",
        "answered_by_answer",
        "answered_by_refusal",
        "topics_by_origin",
        "meetings_held",
        "visits_done",
    ),
    *(
        "items_from_meetings",
        "items_direct",
        "items_unrated",
        "items_fast_lane",
        "answers_published",
        "classes_final",
        "refusals",
        "redesignations",
    ),
    *("max_hops", "extensions", "urges", "escalations", "redo_count", "ballots", "votes_cast", "abstentions"),
    *("recusals", "divergence_alarms", "no_feedback", "ballots_not_shown"),
)
"""What the story calls by the same name."""
EXPECTED: dict[str, Any] = {
    **{name: TOLD[name] for name in SAME_NAME},
    "ballots_without_opinion": 0,
    "fast_lane_reopened": 0,
    **dict.fromkeys(("opinions", "pressed", "key_items", "findings_left"), 0),
    "notices_in_time": rate("0/0"),
    "fast_lane_returned": 0,
    "raisers_untold": 0,  # the material of this test does not say who was told
    "response_rate": rate(TOLD["response_rate"]),
    "solved_rate": rate(TOLD["solved_rate"]["value"]),
    "solved_rate_with_promises": rate(TOLD["solved_rate"]["with_fulfilled_promises"]),
    "on_time_rate": rate(TOLD["on_time_rate"]["value"]),
    "late_items": tuple(TOLD["on_time_rate"]["late"]),
    "redo_on_time": rate(TOLD["on_time_rate"]["redo_on_time"]),
    "items_satisfied": TOLD["items_satisfied_at_end"],
    "satisfaction_final_round": axes(TOLD["satisfaction_final_round"]),
    "satisfaction_all_rounds": axes(TOLD["satisfaction_all_rounds"]),
    "promises_total": TOLD["promises"]["total"],
    "promises_fulfilled": TOLD["promises"]["fulfilled"],
    "promises_claimed": 0,
    "promises_changed": 0,
    "promise_judgements": rate("0/0"),
    "promises_open": TOLD["promises"]["open"],
    "promises_overdue": TOLD["promises"]["overdue"],
    "open_promises": tuple(TOLD["promises"]["open_list"]),
    "days_to_first_answer": {
        id: days for id, days in TOLD["days_assignment_to_first_answer"].items() if id in STORY.items
    },
    "days_to_first_answer_median": Decimal(TOLD["days_assignment_to_first_answer"]["median"]),
    "reminders": {id: tuple(days) for id, days in TOLD["reminders"].items()},
    "citizen_ratings_given": TOLD["citizen_ratings"]["given"],
    "citizen_ratings_yes": TOLD["citizen_ratings"]["latest_per_raiser_yes"],
    "citizen_ratings_no": TOLD["citizen_ratings"]["latest_per_raiser_no"],
    "citizen_ratings_not_shown": 0,
}


def test_every_figure_is_compared() -> None:
    assert set(EXPECTED) == set(Figures.model_fields)


@pytest.mark.parametrize("name", Figures.model_fields)
def test_the_story_gives_the_figure(name: str) -> None:
    assert _without_percent(story_figures().model_dump()[name]) == EXPECTED[name]


@pytest.mark.parametrize(
    ("path", "percent"),
    [
        ("response_rate", "100.0"),
        ("solved_rate", "42.9"),
        ("solved_rate_with_promises", "71.4"),
        ("on_time_rate", "85.7"),
        ("satisfaction_final_round.process.rate", "96.3"),
        ("satisfaction_final_round.result.rate", "92.6"),
        ("satisfaction_all_rounds.process.rate", "95.2"),
        ("satisfaction_all_rounds.result.rate", "85.5"),
    ],
)
def test_the_story_gives_the_percentage(path: str, percent: str) -> None:
    value: Any = story_figures()
    for part in path.split("."):
        value = getattr(value, part)
    assert value.percent == Decimal(percent)


def _without_percent(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: _without_percent(part) for key, part in value.items() if key != "percent"}
