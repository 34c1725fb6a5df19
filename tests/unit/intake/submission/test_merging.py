"""A topic takes submissions in and lets them go, and each raiser learns why."""

import pytest

from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemSatisfied
from tests.unit.intake.news import item
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_a_submission_is_part_of_one_topic_at_most(world: IntakeWorld) -> None:
    topic_id, (id, _) = world.collected()
    other_id, _ = world.collected()
    for merge in (
        said.MergeSubmissions(topic_id=other_id, submission_ids=(id,)),
        said.MergeSubmissions(topic_id=topic_id, submission_ids=(world.accepted(), id)),
    ):
        assert world.refused(NOW, OFFICE, merge) == "submission_not_free"


def test_a_submission_named_twice_is_merged_once(world: IntakeWorld) -> None:
    topic_id, ids = world.collected()
    id = world.accepted()
    world.must(NOW, OFFICE, said.MergeSubmissions(topic_id=topic_id, submission_ids=(id, id)))
    assert world.topic(topic_id).submission_ids == (*ids, id)
    assert world.types()[-2:] == ["topic.merged", "submission.merged"]


def test_dropping_a_topic_takes_nothing_from_who_is_answered_already(world: IntakeWorld) -> None:
    topic_id, (answered, waiting) = world.collected()
    world.hears(NOW, ItemSatisfied(item=item("I9", (answered,), closed=True)))
    world.must(NOW, OFFICE, said.DropTopic(topic_id=topic_id, reason="重复"))
    assert world.submission(answered).state == "closed"
    assert world.submission(waiting).state == "accepted"
