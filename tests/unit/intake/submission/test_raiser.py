"""Who speaks as the raiser of a matter, and who does not."""

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, OFFICE, OTHER_DEPUTY, PROOF, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


@pytest.mark.parametrize("proof", ["", "222-222-222-222", "凭证"])
def test_nobody_takes_a_matter_back_without_the_proof(world: IntakeWorld, proof: str) -> None:
    id = world.submitted(proof=PROOF)
    assert (
        world.refused(NOW, CITIZEN, said.WithdrawSubmission(submission_id=id, proof=proof)) == "wrong_proof"
    )


def test_the_trace_code_proves_nothing(world: IntakeWorld) -> None:
    id = world.submitted(proof=PROOF)
    withdraw = said.WithdrawSubmission(submission_id=id, proof=world.submission(id).trace_code)
    assert world.refused(NOW, CITIZEN, withdraw) == "wrong_proof"


def test_where_no_proof_was_left_the_office_and_who_entered_it_speak_for_the_raiser(
    world: IntakeWorld,
) -> None:
    ids = [world.submitted(by=DEPUTY, channel="visit") for _ in range(2)]
    withdraw = [said.WithdrawSubmission(submission_id=id) for id in ids]
    assert world.refused(NOW, CITIZEN, withdraw[0]) == "no_proof_kept"
    assert world.refused(NOW, OTHER_DEPUTY, withdraw[0]) == "no_proof_kept"
    world.must(NOW, DEPUTY, withdraw[0])
    world.must(NOW, OFFICE, withdraw[1])
