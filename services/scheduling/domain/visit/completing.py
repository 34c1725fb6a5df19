"""The visit took place: its findings, and its participants."""

from dataclasses import replace
from datetime import datetime

from services.scheduling.domain.visit.leading import deputy_leads_the_visit
from services.scheduling.domain.visit.visit import DONE, PLANNED, VISITORS, Visit
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import end_of_day, local_day
from shared.language.contracts.scheduling import CompleteVisit, VisitCompleted
from shared.language.directory.choosing import people_are_listed
from shared.language.waiting import Awaited, Final, within


def visit_day_has_come(visit: Visit, message: CompleteVisit, situation: Situation) -> Refusal | None:
    """Nobody reports on a visit before its day (practice)."""
    return refuse("visit_before_its_day", day=visit.day) if local_day(situation.now) < visit.day else None


def participants_are_listed(visit: Visit, message: CompleteVisit, situation: Situation) -> Refusal | None:
    """Everybody who took part is in the township's list of people (platform)."""
    return people_are_listed(message.participants, situation.directory, "data.participants")


def complete(visit: Visit, message: CompleteVisit, situation: Situation) -> Visit:
    """The findings, and the participants; each person once."""
    return replace(
        visit,
        findings=message.findings,
        participants=tuple(dict.fromkeys(message.participants)),
        photos=message.photos,
        done_at=situation.now,
    )


def lead(visit: Visit, situation: Situation) -> Awaited:
    """The person who planned it."""
    return Awaited(visit.lead_role, person=visit.lead_id)


def its_day_ends(visit: Visit) -> datetime:
    """24:00 of its day."""
    return end_of_day(visit.day)


COMPLETING: tuple[Clause[Visit], ...] = (
    Transition(
        (PLANNED,),
        CompleteVisit,
        DONE,
        VisitCompleted,
        VISITORS,
        why="practice of 实地看: a visit ends with findings and who took part, for the meeting or the item",
        guards=(deputy_leads_the_visit, visit_day_has_come, participants_are_listed),
        change=complete,
    ),
    within(
        lambda rules: rules.waits.report_visit_within,
        (PLANNED,),
        "report_visit",
        lead,
        why="practice of 实地看: a visit ends with findings, or with the reason why it did not take place",
        since=its_day_ends,
    ),
    Final((DONE,), "the findings are reported"),
)
