"""Who has got their answer, and who is still to be told."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.evaluation import CitizenRatingSnapshot, RatingGiven
from shared.language.contracts.handling import ItemAnswered, ItemAssigned, ItemSatisfied
from tests.unit.chapters import Example
from tests.unit.intake.news import item
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, PROOF, SECRET, IntakeWorld

STATION = Actor("dept-water", Role.DEPARTMENT, "water")


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def rating(id: str, round: int = 1) -> RatingGiven:
    return RatingGiven(
        rating=CitizenRatingSnapshot(
            rating_id="RT1", submission_id=id, item_id="I1", round=round, given=1, satisfied=True, at=NOW
        )
    )


EXAMPLES = (Example(rating("D1"), OFFICE, ()),)


def answered(world: IntakeWorld) -> str:
    id = world.accepted(proof=PROOF)
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    world.hears(NOW, ItemAnswered(item=item("I1", (id,))))
    return id


def refused(world: IntakeWorld) -> str:
    id = world.submitted(proof=PROOF)
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    return id


def by_county(world: IntakeWorld) -> str:
    id = world.submitted(proof=PROOF)
    world.must(NOW, OFFICE, said.ForwardSubmission(submission_id=id, to="县水利局", why="县管"))
    world.must(NOW, OFFICE, said.RecordCountyAnswer(submission_id=id, text="已列入计划"))
    return id


@pytest.mark.parametrize("answering", [answered, refused, by_county])
def test_whoever_was_answered_refused_or_answered_by_the_county_is_to_be_told(
    world: IntakeWorld, answering: object
) -> None:
    assert callable(answering)
    id = answering(world)
    assert world.submission(id).untold_since == NOW
    event = world.must(NOW, CITIZEN, said.TellRaiser(submission_id=id, proof=SECRET))
    assert isinstance(event, said.SubmissionTold)
    assert (event.submission.untold_since, event.submission.told_at, event.submission.told_how) == (
        None,
        NOW,
        "read",
    )


def test_a_raiser_who_has_read_it_proves_to_be_one(world: IntakeWorld) -> None:
    assert (
        world.refused(NOW, CITIZEN, said.TellRaiser(submission_id=answered(world), proof="222"))
        == "wrong_proof"
    )


@pytest.mark.parametrize("actor", [OFFICE, DEPUTY, STATION])
@pytest.mark.parametrize("how", ["phone", "visit", "message", "letter"])
def test_others_who_told_them_say_how(world: IntakeWorld, actor: Actor, how: str) -> None:
    id = answered(world)
    assert world.refused(NOW, actor, said.TellRaiser(submission_id=id)) == "unknown_way"
    world.must(NOW, actor, said.TellRaiser(submission_id=id, how=how))
    assert world.submission(id).told_how == how


def test_a_raiser_reads_and_the_head_does_not_tell(world: IntakeWorld) -> None:
    id = answered(world)
    assert (
        world.refused(NOW, CITIZEN, said.TellRaiser(submission_id=id, how="phone", proof=SECRET))
        == "unknown_way"
    )
    assert world.refused(NOW, HEAD, said.TellRaiser(submission_id=id, how="phone")) == "wrong_role"


def test_nobody_is_told_twice_but_each_new_answer_is_to_be_told_again(world: IntakeWorld) -> None:
    id = answered(world)
    tell = said.TellRaiser(submission_id=id, how="phone")
    world.must(NOW, OFFICE, tell)
    assert world.refused(NOW, OFFICE, tell) == "nothing_to_tell"
    world.hears(NOW, ItemAnswered(item=item("I1", (id,), rounds=2)))
    assert (world.submission(id).untold_since, world.submission(id).told_how) == (NOW, None)
    world.must(NOW, OFFICE, tell)


def test_whoever_is_to_be_told_still_is_when_the_matter_is_finished(world: IntakeWorld) -> None:
    id = answered(world)
    world.hears(NOW, ItemSatisfied(item=item("I1", (id,), closed=True)))
    assert world.submission(id).state == "closed"
    world.must(NOW, DEPUTY, said.TellRaiser(submission_id=id, how="visit"))


def test_who_cannot_be_reached_is_shown_as_such_and_never_as_told(world: IntakeWorld) -> None:
    """L22: neither contact nor proof."""
    id = world.submitted()
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    post = said.PostReply(submission_id=id, where="村务公开栏", why="没有联系方式")
    world.must(NOW, OFFICE, post)
    submission = world.submission(id)
    assert (submission.untold_since, submission.told_at, submission.waiting) == (None, None, ())
    assert submission.posted
    assert (submission.posted.where, submission.posted.by) == ("村务公开栏", "office-1")
    assert world.refused(NOW, OFFICE, post) == "nothing_to_tell"
    assert world.refused(NOW, DEPUTY, post) == "wrong_role"
    reopened = said.ReopenSubmission(submission_id=id, why="点错了")
    world.must(NOW, OFFICE, reopened)
    assert (world.submission(id).posted, world.submission(id).untold_since) == (None, NOW)


def test_who_rates_an_answer_has_read_it(world: IntakeWorld) -> None:
    id = answered(world)
    world.hears(NOW, rating(id))
    submission = world.submission(id)
    assert (submission.untold_since, submission.told_at, submission.told_how) == (None, NOW, "read")
    assert world.refused(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone")) == "nothing_to_tell"


def test_a_rating_of_an_answer_that_another_followed_leaves_its_raiser_to_be_told(world: IntakeWorld) -> None:
    id = answered(world)
    world.hears(NOW, ItemAnswered(item=item("I1", (id,), rounds=2)))
    world.hears(NOW, rating(id))
    assert world.submission(id).untold_since == NOW
    world.hears(NOW, rating(id, round=2))
    assert world.submission(id).untold_since is None
