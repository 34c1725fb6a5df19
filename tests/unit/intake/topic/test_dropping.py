"""A topic is given up with a reason, and what it held is free."""

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import DEPUTY, NOW, OTHER_DEPUTY, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_a_dropped_topic_releases_its_submissions_for_another(world: IntakeWorld) -> None:
    topic_id, ids = world.collected()
    drop = said.DropTopic(topic_id=topic_id, reason="与另一议题重复")
    assert world.refused(NOW, OTHER_DEPUTY, drop) == "not_the_topics_lead"
    world.must(NOW, DEPUTY, drop)
    assert world.types()[-3:] == ["topic.dropped", "submission.released", "submission.released"]
    assert world.topic(topic_id).dropped_reason == "与另一议题重复"
    assert {world.submission(id).released_reason for id in ids} == {"与另一议题重复"}
    world.must(NOW, OTHER_DEPUTY, said.CreateTopic(title="议题", submission_ids=ids))
