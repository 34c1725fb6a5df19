"""Ending without acceptance: a project is given up with the reason; and what ended by mistake goes on."""

from dataclasses import replace

from services.handling.domain.project.project import DONE, DROPPED, ENDED, PLANNED, RED, UNDER_WAY, Project
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.waiting import Final


def drop(project: Project, message: said.DropProject, situation: Situation) -> Project:
    """Given up; the reports stay."""
    return replace(project, dropped_reason=message.reason, ended_at=situation.now)


def resume(project: Project, message: said.ResumeProject, situation: Situation) -> Project:
    """It goes on; how it had ended stays readable."""
    again = said.Resumed(state=project.state, reason=message.reason, by=situation.actor.id, at=situation.now)
    return replace(project, resumed=(*project.resumed, again), ended_at=None)


def was_reported_on(project: Project, _message: object, _situation: Situation) -> bool:
    """Somebody has begun it."""
    return bool(project.reports)


ENDING: tuple[Clause[Project], ...] = (
    Transition(
        (*UNDER_WAY, DONE),
        said.DropProject,
        DROPPED,
        said.ProjectDropped,
        by=(Role.HEAD, Role.OFFICE),
        why="platform rule: what will not be done is said to be so, with the reason",
        change=drop,
    ),
    Transition(
        ENDED,
        said.ResumeProject,
        RED,
        said.ProjectResumed,
        by=(Role.HEAD, Role.OFFICE),
        why="platform rule: what ended by mistake goes on by a command, and shows red until the next report",
        when=was_reported_on,
        change=resume,
    ),
    Transition(
        ENDED,
        said.ResumeProject,
        PLANNED,
        said.ProjectResumed,
        by=(Role.HEAD, Role.OFFICE),
        why="platform rule: what ended by mistake goes on by a command",
        change=resume,
    ),
    Final((DROPPED,), "it was given up, and everybody can read why"),
)
