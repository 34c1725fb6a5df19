"""The minutes: drafted, confirmed by those who were there, and made public."""

from dataclasses import replace

from services.scheduling.domain.meeting.meeting import (
    IN_SESSION,
    MINUTES_CONFIRMED,
    MINUTES_DRAFT,
    PUBLISHED,
    Meeting,
)
from services.scheduling.domain.meeting.outcomes import assign_due_at
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import (
    ConfirmMinutes,
    DraftMinutes,
    MinutesConfirmed,
    MinutesDrafted,
    MinutesPublished,
    MinutesSentBack,
    PublishMinutes,
    SendBackMinutes,
)
from shared.language.waiting import Final, anybody, within


def draft_minutes(meeting: Meeting, message: DraftMinutes, situation: Situation) -> Meeting:
    """A later draft replaces the earlier one."""
    return replace(meeting, draft=message.text)


def send_back(meeting: Meeting, message: SendBackMinutes, situation: Situation) -> Meeting:
    """What is wrong with it is said; the draft stays until a better one replaces it."""
    return replace(meeting, sent_back_reason=message.reason)


def publish_minutes(meeting: Meeting, message: PublishMinutes, situation: Situation) -> Meeting:
    """The confirmed draft becomes public, and what was agreed waits to be assigned."""
    return replace(
        meeting,
        minutes=meeting.draft,
        published_at=situation.now,
        assign_due_at=assign_due_at(meeting, situation),
        unassigned=tuple(outcome.outcome_id for outcome in meeting.outcomes),
    )


_PUBLIC_SOON = "platform: what was said in a meeting is written down, confirmed and public within days"
_OFFICE = anybody(Role.OFFICE)


MINUTES: tuple[Clause[Meeting], ...] = (
    Transition(
        (IN_SESSION, MINUTES_DRAFT),
        DraftMinutes,
        MINUTES_DRAFT,
        MinutesDrafted,
        (Role.OFFICE,),
        why="practice of 乡长有约: the congress office writes the minutes (会议纪要)",
        change=draft_minutes,
    ),
    Transition(
        (MINUTES_DRAFT,),
        ConfirmMinutes,
        MINUTES_CONFIRMED,
        MinutesConfirmed,
        (Role.OFFICE,),
        why="practice of 乡长有约: minutes are public only after those who were there have confirmed them",
    ),
    Transition(
        (MINUTES_CONFIRMED,),
        SendBackMinutes,
        MINUTES_DRAFT,
        MinutesSentBack,
        (Role.OFFICE,),
        why="practice: what is found wrong before it is public is written and confirmed anew",
        change=send_back,
    ),
    Transition(
        (MINUTES_CONFIRMED,),
        PublishMinutes,
        PUBLISHED,
        MinutesPublished,
        (Role.OFFICE,),
        why="practice of 乡长有约: public minutes, whose outcomes are assigned (交办) from then on",
        change=publish_minutes,
    ),
    within(
        lambda rules: rules.waits.draft_minutes_within,
        (IN_SESSION,),
        "draft_minutes",
        _OFFICE,
        why=_PUBLIC_SOON,
    ),
    within(
        lambda rules: rules.waits.confirm_minutes_within,
        (MINUTES_DRAFT,),
        "confirm_minutes",
        _OFFICE,
        why=_PUBLIC_SOON,
    ),
    within(
        lambda rules: rules.waits.publish_minutes_within,
        (MINUTES_CONFIRMED,),
        "publish_minutes",
        _OFFICE,
        why=_PUBLIC_SOON,
    ),
    Final((PUBLISHED,), "the minutes are public, and what was agreed goes its own way"),
)
