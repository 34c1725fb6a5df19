"""What a department gives back is the office's again, and every way is open."""

from collections.abc import Callable

import pytest

from shared.language.contracts import intake as said
from shared.language.contracts.handling import (
    ItemAnswered,
    ItemArchived,
    ItemAssigned,
    ItemReopened,
    ItemReturned,
)
from tests.support.world import at
from tests.unit.intake.news import item
from tests.unit.intake.world import DEPUTY, NOW, OFFICE, PROOF, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def sent_down(world: IntakeWorld, text: str = "路灯不亮") -> str:
    id = world.submitted(text=text, proof=PROOF)
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    return id


def back(world: IntakeWorld, text: str = "路灯不亮") -> str:
    id = sent_down(world, text)
    world.hears(
        NOW, ItemReturned(item=item("I1", (id,), rounds=0).model_copy(update={"returned_reason": "要立项"}))
    )
    return id


def archived(world: IntakeWorld) -> str:
    id = sent_down(world)
    world.hears(NOW, ItemAnswered(item=item("I1", (id,))))
    world.hears(NOW, ItemArchived(item=item("I1", (id,), closed=True)))
    world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))
    return id


def test_it_waits_for_the_office_with_the_reason_and_the_raiser_is_to_be_told(world: IntakeWorld) -> None:
    id = back(world)
    submission = world.submission(id)
    assert (submission.state, submission.handed_back[-1].reason) == ("accepted", "要立项")
    awaited = dict.fromkeys(("look_at_returned", "tell"), ("office", None, at("2026-09-15 00:00")))
    public = {"decide_publication": ("office", None, at("2026-10-11 00:00"))}
    assert world.awaited(submission) == awaited | public
    world.hears(NOW, ItemReturned(item=item("I1", (id,), rounds=0)))
    assert len(world.submission(id).handed_back) == 1


def other_department(world: IntakeWorld, id: str) -> str:
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="transport"))
    return "fast_lane"


def topic(world: IntakeWorld, id: str) -> str:
    world.must(NOW, DEPUTY, said.CreateTopic(title="议题", submission_ids=(id,)))
    return "merged"


def refused(world: IntakeWorld, id: str) -> str:
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    return "rejected"


def county(world: IntakeWorld, id: str) -> str:
    world.must(NOW, OFFICE, said.ForwardSubmission(submission_id=id, to="县水利局", why="县管"))
    return "forwarded"


def withdrawn(world: IntakeWorld, id: str) -> str:
    world.must(NOW, OFFICE, said.WithdrawSubmission(submission_id=id))
    return "withdrawn"


@pytest.mark.parametrize("way", [other_department, topic, refused, county, withdrawn])
def test_l20_every_way_is_open_from_there(world: IntakeWorld, way: object) -> None:
    assert callable(way)
    id = back(world)
    assert world.submission(id).state != way(world, id)
    assert world.submission(id).state in ("fast_lane", "merged", "rejected", "forwarded", "withdrawn")


def test_a_danger_that_comes_back_alarms_again(world: IntakeWorld) -> None:
    id = back(world, "电线掉在路上，小孩在旁边玩，随时会触电")
    assert "pass_on_danger" in world.awaited(world.submission(id))


def test_while_a_department_has_it_no_other_way_is_open(world: IntakeWorld) -> None:
    id = sent_down(world)
    command = said.RejectSubmission(submission_id=id, reason_code="promotion")
    assert world.refused(NOW, OFFICE, command) == "wrong_state"


def test_what_is_done_again_is_open_until_it_is_answered_anew(world: IntakeWorld) -> None:
    id = archived(world)
    world.hears(NOW, ItemReopened(item=item("I1", (id,)).model_copy(update={"round": 2})))
    submission = world.submission(id)
    assert (submission.state, submission.closed_at, submission.in_hand) == ("fast_lane", None, True)
    assert submission.untold_since == NOW
    again = item("I1", (id,), rounds=2, closed=True)
    world.hears(NOW, ItemAnswered(item=again))
    world.hears(NOW, ItemArchived(item=again))
    assert world.submission(id).state == "closed"
    assert len(world.submission(id).answers) == 2
    world.hears(NOW, ItemReopened(item=again))
    assert world.submission(id).state == "closed"


def test_the_second_no_is_the_offices(world: IntakeWorld) -> None:
    id = archived(world)
    world.hears(NOW, ItemReturned(item=item("I1", (id,), rounds=2, closed=True)))
    submission = world.submission(id)
    assert (submission.state, submission.in_hand, submission.first_sent_at) == ("accepted", False, None)


def opened_again(world: IntakeWorld) -> str:
    id = archived(world)
    world.must(NOW, OFFICE, said.ReopenSubmission(submission_id=id, why="答错了"))
    return id


def done_again(world: IntakeWorld, id: str) -> None:
    world.hears(NOW, ItemReopened(item=item("I1", (id,)).model_copy(update={"round": 2})))


def answered_anew(world: IntakeWorld, id: str) -> None:
    world.hears(NOW, ItemAnswered(item=item("I1", (id,), rounds=2)))
    world.hears(NOW, ItemArchived(item=item("I1", (id,), rounds=2, closed=True)))


def asked(world: IntakeWorld, id: str) -> str:
    world.must(NOW, OFFICE, said.AskRaiser(submission_id=id, question="哪一盏？"))
    return "fast_lane"


def left(world: IntakeWorld, id: str) -> str:
    return "fast_lane"


@pytest.mark.parametrize("way", [left, asked, topic, other_department])
def test_what_the_office_opened_and_a_department_does_again_ends_with_its_new_answer(
    world: IntakeWorld, way: Callable[[IntakeWorld, str], str]
) -> None:
    """The raiser's no was under way while the office opened the matter."""
    id = opened_again(world)
    state = way(world, id)
    done_again(world, id)
    assert (world.submission(id).state, world.submission(id).in_hand) == (state, True)
    answered_anew(world, id)
    assert (world.submission(id).state, len(world.submission(id).answers)) == ("closed", 2)
    assert "tell" in world.awaited(world.submission(id))


def test_a_new_answer_ends_the_matter_even_if_nobody_heard_that_it_was_done_again(
    world: IntakeWorld,
) -> None:
    id = opened_again(world)
    answered_anew(world, id)
    assert world.submission(id).state == "closed"


def test_what_was_done_again_beside_a_topic_and_comes_back_leaves_it_with_the_topic(
    world: IntakeWorld,
) -> None:
    id = opened_again(world)
    topic(world, id)
    done_again(world, id)
    world.hears(NOW, ItemReturned(item=item("I1", (id,), closed=True)))
    submission = world.submission(id)
    assert (submission.state, submission.in_hand, len(submission.handed_back)) == ("merged", False, 1)


def test_of_two_departments_that_have_it_one_may_give_it_back(world: IntakeWorld) -> None:
    id = opened_again(world)
    other_department(world, id)
    world.hears(NOW, ItemAssigned(item=item("I2", (id,), rounds=0)))
    done_again(world, id)
    world.hears(NOW, ItemReturned(item=item("I1", (id,), closed=True)))
    assert (world.submission(id).state, world.submission(id).in_hand) == ("fast_lane", True)
