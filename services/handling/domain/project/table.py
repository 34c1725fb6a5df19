"""The behaviour of projects, chapter by chapter."""

from services.handling.domain.project.planning import PLANNING
from services.handling.domain.project.project import STATES, Project
from services.handling.domain.project.reporting import PROJECT_REMINDERS, REPORTING
from shared.language.behaviour import StateTable

PROJECT_TABLE: StateTable[Project] = StateTable("project", STATES, (*PLANNING, *REPORTING), PROJECT_REMINDERS)
