"""Accepting (验收): what was reported done is looked at, and accepted or not; that ends a project well."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from services.handling.domain.project.project import ACCEPTED, DONE, RED, Project
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import people_are_listed
from shared.language.waiting import Final, anybody, within

RECORDERS = (Role.OFFICE, Role.PRESIDIUM)
Look = said.AcceptProject | said.RefuseAcceptance


def looked_at_when_done(project: Project, message: Look, situation: Situation) -> Refusal | None:
    """Somebody looked at it after it was reported done, and not in the future (platform rule)."""
    first, last = local_day(project.reports[-1].at), local_day(situation.now)
    if first <= message.day <= last:
        return None
    return refuse("day_not_of_the_acceptance", "data.day", day=message.day, first=first, last=last)


def lookers_are_listed(_project: Project, message: Look, situation: Situation) -> Refusal | None:
    """Those who looked are in the township's list of people (platform rule)."""
    return people_are_listed(message.by_whom, situation.directory, "data.by_whom")


def accept(project: Project, message: said.AcceptProject, situation: Situation) -> Project:
    """Finished, with what was found and what it has cost."""
    return replace(
        _looked_at(project, True, message.day, message.by_whom, message.result, message.cost, situation),
        ended_at=situation.now,
    )


def refuse_acceptance(project: Project, message: said.RefuseAcceptance, situation: Situation) -> Project:
    """It is not done; what is missing stands there."""
    return _looked_at(project, False, message.day, message.by_whom, message.reason, None, situation)


def _looked_at(
    project: Project,
    accepted: bool,
    day: date,
    by_whom: tuple[str, ...],
    result: str,
    cost: Decimal | None,
    situation: Situation,
) -> Project:
    look = said.Acceptance(
        accepted=accepted,
        day=day,
        by_whom=tuple(dict.fromkeys(by_whom)),
        result=result,
        cost=cost,
        recorded_by=situation.actor.id,
        at=situation.now,
    )
    return replace(project, acceptances=(*project.acceptances, look))


ACCEPTING: tuple[Clause[Project], ...] = (
    Transition(
        (DONE,),
        said.AcceptProject,
        ACCEPTED,
        said.ProjectAccepted,
        by=RECORDERS,
        why="practice of 民生实事: a project ends when it is accepted (验收), not when it is reported done",
        guards=(looked_at_when_done, lookers_are_listed),
        change=accept,
    ),
    Transition(
        (DONE,),
        said.RefuseAcceptance,
        RED,
        said.ProjectAcceptanceRefused,
        by=RECORDERS,
        why="practice of 民生实事: what was called done and is not shows red until the next report",
        guards=(looked_at_when_done, lookers_are_listed),
        change=refuse_acceptance,
    ),
    within(
        lambda rules: rules.waits.accept_project_within,
        (DONE,),
        "accept_project",
        anybody(Role.OFFICE),
        why="platform rule: what is reported done is looked at soon (waits.accept_project_within)",
    ),
    Final((ACCEPTED,), "it was accepted"),
)
