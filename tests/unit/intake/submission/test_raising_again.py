"""The same request again, under its key, tells what the first one made."""

from typing import Any

import pytest

from services.intake.storage.tables import SUBMISSION
from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, PROOF, IntakeWorld

KEY = "station-2026-0007"


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def raising(**more: Any) -> said.SubmitSubmission:
    return said.SubmitSubmission.model_validate({"text": "路灯不亮", "channel": "online", **more})


def snapshot(event: object) -> said.SubmissionSnapshot:
    assert isinstance(event, said.SubmissionEvent)
    return event.submission


def test_the_same_key_again_tells_the_submission_that_it_made(world: IntakeWorld) -> None:
    first = snapshot(world.must(NOW, CITIZEN, raising(idempotency_key=KEY)))
    again = world.must(NOW, CITIZEN, raising(idempotency_key=KEY))
    assert isinstance(again, said.SubmissionKnown)
    assert (again.submission.submission_id, again.submission.trace_code) == (
        first.submission_id,
        first.trace_code,
    )
    assert [kind for kind, _ in world.things] == [SUBMISSION.name]


def test_the_same_key_tells_how_the_submission_stands_by_now(world: IntakeWorld) -> None:
    first = snapshot(world.must(NOW, CITIZEN, raising(idempotency_key=KEY)))
    world.must(
        NOW, OFFICE, said.RejectSubmission(submission_id=first.submission_id, reason_code="no_content")
    )
    assert snapshot(world.must(NOW, CITIZEN, raising(idempotency_key=KEY))).state == "rejected"


def test_who_sends_again_may_have_drawn_another_proof_but_the_first_holds(world: IntakeWorld) -> None:
    world.must(NOW, CITIZEN, raising(idempotency_key=KEY, proof=PROOF))
    again = snapshot(
        world.must(NOW, CITIZEN, raising(idempotency_key=KEY, proof=PROOF.replace("$0", "$f", 1)))
    )
    assert again.proof == PROOF


def test_sending_again_keeps_no_contact_twice(world: IntakeWorld) -> None:
    contact = said.Contact(phone="13800003391")
    for _ in range(2):
        world.must(NOW, CITIZEN, raising(idempotency_key=KEY, contact=contact))
    assert len(world.contacts) == 1


@pytest.mark.parametrize(
    "more", [{"text": "另一件事"}, {"village": "V02"}, {"contact": said.Contact(phone="13800003392")}]
)
def test_something_else_under_the_same_key_is_refused(world: IntakeWorld, more: dict[str, Any]) -> None:
    world.must(NOW, CITIZEN, raising(idempotency_key=KEY))
    assert world.refused(NOW, CITIZEN, raising(idempotency_key=KEY, **more)) == "key_used_for_other"


def test_without_a_key_the_same_words_are_two_submissions(world: IntakeWorld) -> None:
    ids = {snapshot(world.must(NOW, CITIZEN, raising())).submission_id for _ in range(2)}
    assert len(ids) == 2
