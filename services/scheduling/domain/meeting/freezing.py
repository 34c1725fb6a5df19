"""The office closes the agenda to late points. The choice of the points is in ``agenda``."""

from dataclasses import replace
from datetime import datetime

from services.scheduling.domain.meeting.agenda import AgendaFacts, on_demand_agenda, regular_agenda
from services.scheduling.domain.meeting.meeting import CONVENED, FROZEN, ON_DEMAND, Meeting
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import end_of_day, local_day
from shared.language.contracts.envelope import Role
from shared.language.contracts.scheduling import FreezeAgenda, MeetingFrozen
from shared.language.waiting import anybody, until


def is_on_demand(meeting: Meeting, message: FreezeAgenda, situation: Situation) -> bool:
    """The meeting was asked for, about one matter."""
    return meeting.kind == ON_DEMAND


def freeze_day_has_come(meeting: Meeting, message: FreezeAgenda, situation: Situation) -> Refusal | None:
    """Not earlier than the rule set says (rules.agenda), because until then people may count on getting a
    point in; later is better than never."""
    assert meeting.freeze_on is not None
    if local_day(situation.now) < meeting.freeze_on:
        return refuse("too_early_to_freeze", freeze_on=meeting.freeze_on)
    return None


def freeze_on_demand(meeting: Meeting, _: FreezeAgenda, situation: Situation[AgendaFacts]) -> Meeting:
    """The agenda is the matter that the meeting was asked for."""
    return replace(meeting, agenda=on_demand_agenda(meeting, situation), frozen_at=situation.now)


def freeze_regular(meeting: Meeting, _: FreezeAgenda, situation: Situation[AgendaFacts]) -> Meeting:
    """The agenda is assembled from the known facts."""
    return replace(meeting, agenda=regular_agenda(meeting, situation), frozen_at=situation.now)


def freezing_ends(meeting: Meeting) -> datetime:
    """24:00 of the day on which the agenda may be frozen; when that was over before it was convened, the
    beginning of the meeting."""
    assert meeting.freeze_on is not None
    assert meeting.starts_at is not None
    return meeting.starts_at if until_it_begins(meeting) else end_of_day(meeting.freeze_on)


def until_it_begins(meeting: Meeting, _situation: object = None) -> bool:
    """It was convened when the day of the freezing was over."""
    assert meeting.freeze_on is not None
    return meeting.convened_at is not None and meeting.convened_at > end_of_day(meeting.freeze_on)


FREEZING: tuple[Clause[Meeting], ...] = (
    Transition(
        (CONVENED,),
        FreezeAgenda,
        FROZEN,
        MeetingFrozen,
        (Role.OFFICE,),
        why="practice of 随时约见: a meeting on demand is about the matter that it was asked for",
        facts=AgendaFacts,
        when=is_on_demand,
        guards=(freeze_day_has_come,),
        change=freeze_on_demand,
    ),
    Transition(
        (CONVENED,),
        FreezeAgenda,
        FROZEN,
        MeetingFrozen,
        (Role.OFFICE,),
        why="platform (rules.agenda): known some working days before, so that departments can prepare",
        facts=AgendaFacts,
        guards=(freeze_day_has_come,),
        change=freeze_regular,
    ),
    until(
        freezing_ends,
        (CONVENED,),
        "freeze_agenda",
        anybody(Role.OFFICE),
        why="platform (rules.agenda): known some working days before, so that departments can prepare",
        in_hours=until_it_begins,
    ),
)
