"""The raiser takes a matter back, by their proof, while nobody deals with it."""

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, PROOF, SECRET, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_the_raiser_takes_a_matter_back_with_the_proof_however_it_is_typed(world: IntakeWorld) -> None:
    for id in (world.submitted(proof=PROOF), world.accepted(proof=PROOF)):
        world.must(
            NOW, CITIZEN, said.WithdrawSubmission(submission_id=id, proof=SECRET.lower().replace("-", " "))
        )
        assert world.submission(id).state == "withdrawn"


def test_what_is_in_a_topic_or_with_a_department_is_not_taken_back(world: IntakeWorld) -> None:
    _, (merged, _) = world.collected()
    sent = world.submitted()
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=sent, department="construction"))
    for id in (merged, sent):
        withdraw = said.WithdrawSubmission(submission_id=id, proof=SECRET)
        assert world.refused(NOW, CITIZEN, withdraw) == "wrong_state"
