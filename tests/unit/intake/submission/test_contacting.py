"""Raisers say at any time how else they are reached."""

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, PROOF, SECRET, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_who_may_be_reached_otherwise_is_told_without_saying_how(world: IntakeWorld) -> None:
    id = world.accepted(proof=PROOF)
    change = said.ChangeContact(submission_id=id, contact=said.Contact(phone="13800003392"), proof=SECRET)
    event = world.must(NOW, CITIZEN, change)
    assert isinstance(event, said.SubmissionContactChanged)
    assert "13800003392" not in event.model_dump_json()
    assert world.refused(NOW, CITIZEN, change.model_copy(update={"proof": "222"})) == "wrong_proof"
    world.must(NOW, OFFICE, change.model_copy(update={"proof": ""}))
