"""The figures of the story beside the expected ones."""

from dataclasses import dataclass
from typing import Any

from demo.names import Names
from shared.language.contracts.figures import AxisFigures, Figures, Rate


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: its name, the story's value, the platform's value."""

    name: str
    expected: str
    counted: str

    @property
    def matches(self) -> bool:
        """Whether both say the same."""
        return self.expected == self.counted


def compare(figures: Figures, expected: dict[str, Any], names: Names) -> list[Line]:
    """Every expected figure of the story, in the story's words."""
    counted = in_the_words_of_the_story(figures, names)
    return [Line(name, str(value), str(counted.get(name, "–"))) for name, value in flat(expected)]


def flat(value: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Nested figures under dotted names; notes are left out."""
    lines: list[tuple[str, Any]] = []
    for key, entry in value.items():
        if key == "note":
            continue
        name = f"{prefix}{key}"
        lines.extend(flat(entry, f"{name}.") if isinstance(entry, dict) else [(name, entry)])
    return lines


def in_the_words_of_the_story(figures: Figures, names: Names) -> dict[str, str]:
    """The counted figures under the names that ``scenario.json`` uses, flattened with dots."""
    back = names.back()
    f = figures
    counted: dict[str, Any] = {
        "raised": f.raised,
        "answered": f.answered_by_answer + f.answered_by_refusal,
        "response_rate": _fraction(f.response_rate),
        "answered_by_answer": f.answered_by_answer,
        "answered_by_refusal": f.answered_by_refusal,
        "raisers_untold": f.raisers_untold,
        "topics": sum(f.topics_by_origin.values()),
        "topics_by_origin": f.topics_by_origin,
        "meetings_held": f.meetings_held,
        "visits_done": f.visits_done,
        "items_from_meetings": f.items_from_meetings,
        "items_direct": f.items_direct,
        "items_unrated": f.items_unrated,
        "items_fast_lane": f.items_fast_lane,
        "classes_final": f.classes_final,
        "answers_published": f.answers_published,
        "solved_rate": {
            "value": _fraction(f.solved_rate),
            "percent": f.solved_rate.percent,
            "with_fulfilled_promises": _fraction(f.solved_rate_with_promises),
            "with_fulfilled_percent": f.solved_rate_with_promises.percent,
        },
        "on_time_rate": {
            "value": _fraction(f.on_time_rate),
            "percent": f.on_time_rate.percent,
            "late": [back[item] for item in f.late_items],
            "redo_on_time": _fraction(f.redo_on_time),
        },
        "refusals": f.refusals,
        "redesignations": f.redesignations,
        "max_hops": f.max_hops,
        "extensions": f.extensions,
        "urges": f.urges,
        "escalations": f.escalations,
        "ballots": f.ballots,
        "votes_cast": f.votes_cast,
        "no_feedback": f.no_feedback,
        "ballots_not_shown": f.ballots_not_shown,
        "abstentions": f.abstentions,
        "recusals": f.recusals,
        "satisfaction_final_round": {
            "process": _axis(f.satisfaction_final_round.process),
            "result": _axis(f.satisfaction_final_round.result),
        },
        "satisfaction_all_rounds": {
            "process": _axis(f.satisfaction_all_rounds.process),
            "result": _axis(f.satisfaction_all_rounds.result),
        },
        "redo_count": f.redo_count,
        "items_satisfied_at_end": f.items_satisfied,
        "divergence_alarms": f.divergence_alarms,
        "promises": {
            "total": f.promises_total,
            "fulfilled": f.promises_fulfilled,
            "open": f.promises_open,
            "overdue": f.promises_overdue,
            "open_list": [back[promise] for promise in f.open_promises],
        },
        "days_assignment_to_first_answer": {
            **{back[item]: days for item, days in f.days_to_first_answer.items()},
            "median": f.days_to_first_answer_median,
        },
        "reminders": {back[item]: list(days) for item, days in f.reminders.items()},
        "citizen_ratings": {
            "latest_per_raiser_yes": f.citizen_ratings_yes,
            "latest_per_raiser_no": f.citizen_ratings_no,
            "given": f.citizen_ratings_given,
        },
    }
    return {name: str(value) for name, value in flat(counted)}


def _fraction(rate: Rate) -> str:
    return f"{rate.count}/{rate.of}"


def _axis(axis: AxisFigures) -> dict[str, Any]:
    return {
        "satisfied": axis.satisfied,
        "basically": axis.basically,
        "dissatisfied": axis.dissatisfied,
        "counted": axis.counted,
        "rate": _fraction(axis.rate),
        "percent": axis.rate.percent,
    }
