"""What leads to a raiser goes when its time is over or when the raiser wants it; a tombstone stays."""

from datetime import timedelta
from typing import Any

import pytest

from shared.language.calendar import deadline
from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAssigned, ItemSatisfied
from tests.support.world import CALENDAR, RULES
from tests.unit.intake.news import item
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, PROOF, SECRET, IntakeWorld

OVER = deadline(NOW, RULES.privacy.kept_after_end, CALENDAR).at


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def raised(world: IntakeWorld) -> str:
    where: dict[str, Any] = {"latitude": "30.1", "longitude": "122.1", "address": "东岙12号"}
    return world.submitted("泵站坏了，找13800003391", proof=PROOF, idempotency_key="station-0007", **where)


def test_the_time_for_keeping_starts_when_a_matter_ends(world: IntakeWorld) -> None:
    id = raised(world)
    assert world.timers_set() == []
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    assert world.timers_set() == [(OVER, said.RetentionOver(submission_id=id))]


def test_when_it_is_over_the_originals_go_and_a_tombstone_with_the_masked_words_stays(
    world: IntakeWorld,
) -> None:
    id = raised(world)
    world.must(NOW, CITIZEN, said.WithdrawSubmission(submission_id=id, proof=SECRET))
    world.advance(OVER)
    kept = world.submission(id)
    assert "13800003391" not in str(kept)
    assert "东岙12号" not in str(kept)
    assert (kept.original_text, kept.latitude, kept.proof, kept.request_digest) == ("", None, None, None)
    assert (kept.text, kept.trace_code != "", kept.state) == ("泵站坏了，找〔电话〕", True, "withdrawn")
    assert (kept.erased_at, kept.erased_why, kept.erased_batch) == (
        OVER,
        "retention",
        "2028-09-07",
    )
    assert world.types()[-1] == "submission.erased"
    assert world.hears(NOW, said.RetentionOver(submission_id=id)) == ["it goes on, or is erased already"]


def test_a_raiser_has_it_erased_at_any_time_and_is_then_recognised_no_more(world: IntakeWorld) -> None:
    id = raised(world)
    assert world.refused(NOW, CITIZEN, said.EraseSubmission(submission_id=id, proof="222")) == "wrong_proof"
    event = world.must(NOW, CITIZEN, said.EraseSubmission(submission_id=id, proof=SECRET))
    assert isinstance(event, said.SubmissionErased)
    assert (event.submission.erased_why, event.submission.state) == ("request", "received")
    assert (
        world.refused(NOW, CITIZEN, said.EraseSubmission(submission_id=id, proof=SECRET)) == "already_erased"
    )
    assert (
        world.refused(NOW, CITIZEN, said.WithdrawSubmission(submission_id=id, proof=SECRET))
        == "no_proof_kept"
    )


def test_what_is_erased_already_gets_no_timer_when_it_ends(world: IntakeWorld) -> None:
    id = raised(world)
    world.must(NOW, CITIZEN, said.EraseSubmission(submission_id=id, proof=SECRET))
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    assert world.timers_set() == []


def test_a_matter_that_is_taken_up_again_is_kept_again(world: IntakeWorld) -> None:
    id = world.accepted()
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    world.hears(NOW, ItemSatisfied(item=item("I1", (id,), closed=True)))
    assert [due for _, due in world.timers_set()] == [said.RetentionOver(submission_id=id)]
    world.hears(NOW + timedelta(days=1), ItemAssigned(item=item("I2", (id,), rounds=0)))
    assert world.timers_set() == []
