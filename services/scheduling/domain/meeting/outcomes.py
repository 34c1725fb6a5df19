"""Outcomes of public minutes are assigned (交办) in time; those that are not are named."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from services.scheduling.domain.meeting.meeting import PUBLISHED, STATES, Meeting
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import deadline
from shared.language.contracts.scheduling import OutcomesDue, OutcomesUnassigned


@dataclass(frozen=True, slots=True)
class AssignedFacts:
    """The outcomes of the meeting of which handling has made items."""

    outcome_ids: frozenset[str]


def assign_due_at(meeting: Meeting, situation: Situation) -> datetime | None:
    """When all outcomes should be assigned (``clock.assign_within``); None: nothing was agreed."""
    if not meeting.outcomes:
        return None
    return deadline(situation.now, situation.rules.clock.assign_within, situation.calendar).at


def outcomes_timer(meeting: Meeting, _situation: Situation) -> Iterator[TimerChange]:
    """The end of that time."""
    if meeting.assign_due_at:
        due = OutcomesDue(meeting_id=meeting.meeting_id)
        yield TimerChange(f"meeting:{meeting.meeting_id}:outcomes", meeting.assign_due_at, due)


def unassigned(meeting: Meeting, facts: AssignedFacts) -> tuple[str, ...]:
    """The outcomes that nobody has assigned, in the order of the minutes."""
    ids = (outcome.outcome_id for outcome in meeting.outcomes)
    return tuple(id for id in ids if id not in facts.outcome_ids)


def some_are_unassigned(meeting: Meeting, _due: OutcomesDue, situation: Situation[AssignedFacts]) -> bool:
    """Handling has not made an item of every outcome."""
    return bool(unassigned(meeting, situation.facts))


def name_them(meeting: Meeting, _due: OutcomesDue, situation: Situation[AssignedFacts]) -> Meeting:
    """Those not assigned stay visible, also when they are assigned later."""
    return replace(meeting, unassigned=unassigned(meeting, situation.facts))


OUTCOMES: tuple[Clause[Meeting], ...] = (
    Transition(
        (PUBLISHED,),
        OutcomesDue,
        None,
        OutcomesUnassigned,
        why="青岛代表建议条例 2021: what was agreed is assigned within days (rules.clock.assign_within)",
        facts=AssignedFacts,
        when=some_are_unassigned,
        change=name_them,
    ),
    Ignore(STATES, OutcomesDue, "all outcomes are assigned", facts=AssignedFacts),
)
