"""The office refuses a matter with a reason of the township's list, and says where to go instead."""

import pytest

from shared.kernel.messages.base import Command
from shared.language.contracts import intake as said
from tests.support.township import lists
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_a_rejected_matter_says_why_and_where_to_go_instead(world: IntakeWorld) -> None:
    id = world.submitted()
    event = world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="private_dispute"))
    assert isinstance(event, said.SubmissionRejected)
    assert event.submission.refused_reason == "private_dispute"
    assert event.submission.refused_where_to_go == lists().reasons["private_dispute"].where_to_go


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (said.RejectSubmission(submission_id="id-1", reason_code="bad_mood"), "unknown_reason"),
    ],
)
def test_unknown_codes_are_refused_by_name(world: IntakeWorld, command: Command, code: str) -> None:
    assert world.submitted() == "id-1"
    assert world.refused(NOW, OFFICE, command) == code
