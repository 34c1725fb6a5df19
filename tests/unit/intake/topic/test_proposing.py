"""Who puts a topic, and what it must stand on."""

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_only_the_lead_proposes_and_only_what_has_substance(world: IntakeWorld) -> None:
    empty = world.must(NOW, DEPUTY, said.CreateTopic(title="议题"))
    assert isinstance(empty, said.TopicCreated)
    assert world.refused(NOW, DEPUTY, said.ProposeTopic(topic_id=empty.topic.topic_id)) == "topic_is_empty"
    topic_id, _ = world.collected()
    assert world.refused(NOW, OTHER_DEPUTY, said.ProposeTopic(topic_id=topic_id)) == "not_the_topics_lead"
    assert world.refused(NOW, OFFICE, said.ProposeTopic(topic_id=topic_id)) == "wrong_role"
    world.must(NOW, DEPUTY, said.ProposeTopic(topic_id=topic_id))
    project = world.must(NOW, HEAD, said.CreateTopic(title="议题", project_id="P1"))
    assert isinstance(project, said.TopicCreated)
    world.must(NOW, HEAD, said.ProposeTopic(topic_id=project.topic.topic_id))
