"""The visit took place: its findings, and its participants."""

from dataclasses import replace
from datetime import datetime

from services.scheduling.domain.visit.finding import (
    ReportsVisit,
    found,
    promises_can_be_kept,
    who_answered_is_listed,
)
from services.scheduling.domain.visit.leading import deputy_leads_the_visit
from services.scheduling.domain.visit.planning import ABOUT_SOMETHING, VisitFacts, to_place
from services.scheduling.domain.visit.visit import DONE, PLANNED, VISITORS, Visit
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation, Transition
from shared.language.calendar import end_of_day, local_day
from shared.language.contracts.scheduling import CompleteVisit, RecordVisit, VisitCompleted
from shared.language.directory.choosing import people_are_listed
from shared.language.waiting import Awaited, Final, within


def visit_day_has_come(visit: Visit, message: CompleteVisit, situation: Situation) -> Refusal | None:
    """Nobody reports on a visit before its day (practice)."""
    return refuse("visit_before_its_day", day=visit.day) if local_day(situation.now) < visit.day else None


def day_has_come(_: None, message: RecordVisit, situation: Situation) -> Refusal | None:
    """Nobody records a visit before its day (practice), nor one before there were lists of who could have
    been there (platform)."""
    first = situation.directory.begins
    if message.day < first:
        return refuse("day_before_the_lists", "data.day", day=message.day, first=first)
    early = local_day(situation.now) < message.day
    return refuse("visit_before_its_day", "data.day", day=message.day) if early else None


def participants_are_listed(_: object, message: ReportsVisit, situation: Situation) -> Refusal | None:
    """Everybody who took part is in the township's list of people (platform)."""
    return people_are_listed(message.participants, situation.directory, "data.participants")


def complete(visit: Visit, message: ReportsVisit, situation: Situation) -> Visit:
    """The findings, one by one where they are followed up, and the participants; each person once."""
    return replace(
        visit,
        findings=message.findings,
        found=found(message, situation),
        participants=tuple(dict.fromkeys(message.participants)),
        photos=message.photos,
        done_at=situation.now,
    )


def record(_: None, message: RecordVisit, situation: Situation[VisitFacts]) -> Visit:
    """A visit that is over already; whoever records it has led it."""
    return complete(to_place(message, situation), message, situation)


def lead(visit: Visit, situation: Situation) -> Awaited:
    """The person who planned it."""
    return Awaited(visit.lead_role, person=visit.lead_id)


def its_day_ends(visit: Visit) -> datetime:
    """24:00 of its day."""
    return end_of_day(visit.day)


_THE_REPORT_HOLDS = (participants_are_listed, who_answered_is_listed, promises_can_be_kept)

COMPLETING: tuple[Clause[Visit], ...] = (
    Creation(
        RecordVisit,
        DONE,
        VisitCompleted,
        VISITORS,
        why="practice of 走访: what is heard on the way counts, whether the way was planned or not",
        facts=VisitFacts,
        guards=(*ABOUT_SOMETHING, day_has_come, *_THE_REPORT_HOLDS),
        change=record,
    ),
    Transition(
        (PLANNED,),
        CompleteVisit,
        DONE,
        VisitCompleted,
        VISITORS,
        why="practice of 实地看: a visit ends with findings and who took part, for the meeting or the item",
        guards=(deputy_leads_the_visit, visit_day_has_come, *_THE_REPORT_HOLDS),
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
