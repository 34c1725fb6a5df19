"""The behaviour of projects, chapter by chapter."""

from services.handling.domain.project.accepting import ACCEPTING
from services.handling.domain.project.ending import ENDING
from services.handling.domain.project.milestones import MILESTONES
from services.handling.domain.project.planning import PLANNING
from services.handling.domain.project.project import STATES, Project
from services.handling.domain.project.redacting import REDACTING
from services.handling.domain.project.reporting import PROJECT_REMINDERS, REPORTING
from services.handling.domain.project.watching import WATCHING
from shared.language.behaviour import StateTable

PROJECT_TABLE: StateTable[Project] = StateTable(
    "project",
    STATES,
    (*PLANNING, *REPORTING, *MILESTONES, *WATCHING, *ACCEPTING, *ENDING, *REDACTING),
    PROJECT_REMINDERS,
)
