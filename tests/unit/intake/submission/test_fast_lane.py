"""A small matter goes straight to a department."""

import pytest

from shared.kernel.messages.base import Command
from shared.language.contracts import intake as said
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_a_small_matter_goes_to_a_department_before_or_after_it_is_accepted(world: IntakeWorld) -> None:
    for id in (world.submitted(), world.accepted()):
        world.must(
            NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="construction", title="换路灯")
        )
        assert world.submission(id).state == "fast_lane"
        assert world.submission(id).department == "construction"
        assert world.submission(id).item_title == "换路灯"
        assert world.submission(id).title == "路灯不亮"
        assert world.submission(id).accepted_at == NOW


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (said.FastLaneSubmission(submission_id="id-1", department="moon"), "unknown_department"),
    ],
)
def test_unknown_codes_are_refused_by_name(world: IntakeWorld, command: Command, code: str) -> None:
    assert world.submitted() == "id-1"
    assert world.refused(NOW, OFFICE, command) == code
