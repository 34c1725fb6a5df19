"""What projects allow."""

from services.handling.domain.project.table import PROJECT_TABLE
from shared.language.contracts import handling as said
from tests.unit.state_tables import allowed_commands


def test_what_projects_allow() -> None:
    assert all(commands == {said.ReportProject} for commands in allowed_commands(PROJECT_TABLE).values())
