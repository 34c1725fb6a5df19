"""A livelihood project or key work (民生实事、重点工作): planned, then green, yellow or red by reports."""

from dataclasses import dataclass
from datetime import datetime

from shared.language.contracts.handling import ProjectReport
from shared.language.waiting import Waiting

PLANNED = "planned"
GREEN = "green"
YELLOW = "yellow"
RED = "red"
LIGHTS = (GREEN, YELLOW, RED)
STATES = (PLANNED, *LIGHTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Mirrors ``ProjectSnapshot``."""

    project_id: str
    version: int = 0
    state: str = ""
    waiting: tuple[Waiting, ...] = ()
    title: str
    department: str
    leader: str
    planned_at: datetime
    reports: tuple[ProjectReport, ...] = ()
