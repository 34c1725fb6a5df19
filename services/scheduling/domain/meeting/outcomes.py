"""Outcomes of public minutes are assigned (交办) in time; until they are, the office is waited for."""

from dataclasses import replace
from datetime import datetime

from services.scheduling.domain.meeting.meeting import PUBLISHED, STATES, Meeting
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.calendar import Unit, deadline
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.scheduling import OutcomeAssigned
from shared.language.waiting import anybody, until


def as_agreed(topic_id: str | None, title: str) -> tuple[str | None, str]:
    """What makes two outcomes the same: their topic and their words, however they are spaced."""
    return topic_id, "".join(title.split()).casefold()


def assign_due_at(meeting: Meeting, situation: Situation) -> datetime | None:
    """When all outcomes should be assigned (``clock.assign_within``); None: nothing was agreed."""
    if not meeting.outcomes:
        return None
    return deadline(situation.now, situation.rules.clock.assign_within, situation.calendar).at


def assigning_ends(meeting: Meeting) -> datetime:
    """That moment, where something was agreed."""
    assert meeting.assign_due_at
    return meeting.assign_due_at


def some_are_unassigned(meeting: Meeting) -> bool:
    """Handling has not made an item of every outcome."""
    return bool(meeting.unassigned)


def is_one_of_them(meeting: Meeting, message: ItemAssigned, situation: Situation) -> bool:
    """The item is of an outcome that had none."""
    return message.item.outcome_id in meeting.unassigned


def take_off(meeting: Meeting, message: ItemAssigned, situation: Situation) -> Meeting:
    """That outcome is assigned."""
    left = tuple(id for id in meeting.unassigned if id != message.item.outcome_id)
    return replace(meeting, unassigned=left)


OUTCOMES: tuple[Clause[Meeting], ...] = (
    Transition(
        (PUBLISHED,),
        ItemAssigned,
        None,
        OutcomeAssigned,
        why="practice of 乡长有约: what was agreed is assigned (交办) once the minutes are public",
        when=is_one_of_them,
        change=take_off,
    ),
    Ignore(STATES, ItemAssigned, "the outcome is assigned already"),
    until(
        assigning_ends,
        (PUBLISHED,),
        "assign_outcomes",
        anybody(Role.OFFICE),
        why="青岛代表建议条例 2021: what was agreed is assigned within days (rules.clock.assign_within)",
        when=some_are_unassigned,
        in_hours=lambda _, situation: situation.rules.clock.assign_within.unit is Unit.HOUR,
    ),
)
