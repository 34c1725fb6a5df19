"""The meeting took place: the record of its participants, its outcomes and what came of each point."""

from dataclasses import replace
from datetime import datetime

from services.scheduling.domain.meeting.attending import PEOPLE_WERE_RIGHT, with_people
from services.scheduling.domain.meeting.meeting import FROZEN, IN_SESSION, Meeting, topics_of
from services.scheduling.domain.meeting.outcomes import as_agreed
from services.scheduling.domain.meeting.repeating import look_soon, next_due_on
from services.scheduling.domain.meeting.settling import (
    a_topic_with_an_outcome_is_dealt_with,
    each_point_is_named_once,
    points_are_on_the_agenda,
    settled,
    what_is_answered_or_dropped_says_how,
    what_is_dealt_with_was_reported,
    who_spoke_is_known,
)
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day, local_minute
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import HoldMeeting, MeetingHeld, Outcome
from shared.language.waiting import anybody, within


def meeting_has_begun(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Refusal | None:
    """Nobody records a meeting before it begins (practice)."""
    begins = meeting.starts_at
    assert begins is not None
    if situation.now >= begins:
        return None
    return refuse("too_early_to_hold", retry_at=begins, starts=f"{local_day(begins)} {local_minute(begins)}")


def outcomes_are_on_the_agenda(
    meeting: Meeting, message: HoldMeeting, situation: Situation
) -> Refusal | None:
    """An outcome about a topic is about one on the agenda (platform: a person who waits for a topic finds its
    outcome)."""
    on_agenda = topics_of(meeting)
    for number, outcome in enumerate(message.outcomes):
        if outcome.topic_id is not None and outcome.topic_id not in on_agenda:
            return refuse("topic_not_on_agenda", f"data.outcomes.{number}.topic_id", topic=outcome.topic_id)
    return None


def outcomes_differ(_meeting: Meeting, message: HoldMeeting, _situation: Situation) -> Refusal | None:
    """What was agreed once is one outcome, or two departments would do the same (platform)."""
    seen: set[tuple[str | None, str]] = set()
    for number, outcome in enumerate(message.outcomes):
        if (same := as_agreed(outcome.topic_id, outcome.title)) in seen:
            return refuse("same_outcome_twice", f"data.outcomes.{number}.title", title=outcome.title)
        seen.add(same)
    return None


def hold(meeting: Meeting, message: HoldMeeting, situation: Situation) -> Meeting:
    """The participants and the outcomes. The ids of outcomes follow from the message, like the meeting's
    own."""
    outcomes = tuple(
        Outcome(
            outcome_id=derived_id(situation.new_id, str(number)), title=agreed.title, topic_id=agreed.topic_id
        )
        for number, agreed in enumerate(message.outcomes, 1)
    )
    return replace(
        with_people(meeting, message, situation),
        outcomes=outcomes,
        agenda=settled(meeting, message),
        held_at=situation.now,
        next_due_on=next_due_on(meeting, situation),
    )


def its_end(meeting: Meeting) -> datetime:
    """When it was to end."""
    assert meeting.ends_at is not None
    return meeting.ends_at


HOLDING: tuple[Clause[Meeting], ...] = (
    Transition(
        (FROZEN,),
        HoldMeeting,
        IN_SESSION,
        MeetingHeld,
        (Role.HEAD, Role.OFFICE),
        why="practice of 乡长有约 (座谈议): what the head and the deputies agree is recorded as outcomes",
        guards=(
            meeting_has_begun,
            *PEOPLE_WERE_RIGHT,
            outcomes_are_on_the_agenda,
            outcomes_differ,
            points_are_on_the_agenda,
            each_point_is_named_once,
            a_topic_with_an_outcome_is_dealt_with,
            what_is_answered_or_dropped_says_how,
            what_is_dealt_with_was_reported,
            who_spoke_is_known,
        ),
        change=hold,
        timers=look_soon,
    ),
    within(
        lambda rules: rules.waits.record_meeting_within,
        (FROZEN,),
        "record_meeting",
        anybody(Role.OFFICE),
        why="practice of 乡长有约: a meeting does not end with the meeting; it is recorded, or called off",
        since=its_end,
    ),
)
