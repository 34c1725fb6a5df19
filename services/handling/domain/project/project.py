"""A livelihood project or key work (民生实事、重点工作): planned, then green, yellow or red by reports."""

from dataclasses import dataclass

from shared.language.contracts.handling import ProjectReport

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
    title: str
    department: str
    leader: str
    reports: tuple[ProjectReport, ...] = ()
