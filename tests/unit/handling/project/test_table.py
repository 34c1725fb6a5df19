"""What projects allow."""

from services.handling.domain.project.table import PROJECT_TABLE
from shared.language.contracts import handling as said
from tests.unit.state_tables import allowed_commands

WATCHED = {
    said.NoteProject,
    said.GiveProjectNotice,
    said.AnswerProjectNotice,
    said.WithdrawProjectNotice,
}
UNDER_WAY = {
    *(said.ReportProject, said.ReachMilestone, said.DelayMilestone, said.DropProject, said.RedactProject),
    *WATCHED,
}


def test_what_projects_allow() -> None:
    assert allowed_commands(PROJECT_TABLE) == {
        **dict.fromkeys(("planned", "green", "yellow", "red"), UNDER_WAY | {said.PressProject}),
        "done": {*UNDER_WAY, said.AcceptProject, said.RefuseAcceptance},
        "accepted": {said.ResumeProject, said.RedactProject},
        "dropped": {said.ResumeProject, said.RedactProject},
    }
