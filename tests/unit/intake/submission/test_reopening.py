"""What was ended by mistake is opened again."""

from collections.abc import Callable

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, PROOF, SECRET, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def rejected(world: IntakeWorld, id: str) -> None:
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))


def withdrawn(world: IntakeWorld, id: str) -> None:
    world.must(NOW, OFFICE, said.WithdrawSubmission(submission_id=id))


def forwarded(world: IntakeWorld, id: str) -> None:
    world.must(NOW, OFFICE, said.ForwardSubmission(submission_id=id, to="县水利局", why="县管"))


def closed(world: IntakeWorld, id: str) -> None:
    forwarded(world, id)
    world.must(NOW, OFFICE, said.RecordCountyAnswer(submission_id=id, text="十一月开工"))


def again(id: str) -> said.ReopenSubmission:
    return said.ReopenSubmission(submission_id=id, why="点错了")


@pytest.mark.parametrize(
    ("way", "state"),
    [(rejected, "received"), (withdrawn, "received"), (forwarded, "accepted"), (closed, "accepted")],
)
def test_it_is_open_again_and_what_it_was_stays_readable(
    world: IntakeWorld, way: Callable[[IntakeWorld, str], None], state: str
) -> None:
    id = world.submitted(proof=PROOF)
    way(world, id)
    before = world.submission(id)
    world.must(NOW, OFFICE, again(id))
    submission = world.submission(id)
    assert (submission.state, submission.refused_reason, submission.closed_at) == (state, None, None)
    assert (submission.reopened[0].state, submission.reopened[0].why) == (before.state, "点错了")
    assert submission.reopened[0].refused_reason == before.refused_reason
    assert "tell" in world.awaited(submission)
    assert len(world.awaited(submission)) > 1
    world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))


def test_it_is_not_forgotten_while_it_is_open_again(world: IntakeWorld) -> None:
    id = world.submitted()
    rejected(world, id)
    assert world.timers_set()
    world.must(NOW, OFFICE, again(id))
    assert world.timers_set() == []


def test_what_its_raiser_took_back_or_had_erased_is_raised_anew(world: IntakeWorld) -> None:
    id = world.submitted(proof=PROOF)
    world.must(NOW, CITIZEN, said.WithdrawSubmission(submission_id=id, proof=SECRET))
    assert world.refused(NOW, OFFICE, again(id)) == "withdrawn_by_raiser"
    id = world.submitted()
    rejected(world, id)
    world.must(NOW, OFFICE, said.EraseSubmission(submission_id=id))
    assert world.refused(NOW, OFFICE, again(id)) == "erased_for_good"


def test_the_office_alone_opens_again(world: IntakeWorld) -> None:
    id = world.submitted(proof=PROOF)
    rejected(world, id)
    assert world.refused(NOW, CITIZEN, again(id)) == "wrong_role"
