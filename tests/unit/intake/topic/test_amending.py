"""A topic's words change, and what they were stays to be seen."""

from datetime import timedelta

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import DEPUTY, NOW, OTHER_DEPUTY, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def created(world: IntakeWorld, *co_signers: str) -> str:
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="议题", text="路灯不亮", co_signers=co_signers))
    assert isinstance(event, said.TopicCreated)
    return event.topic.topic_id


def test_words_change_and_the_earlier_ones_stay_to_be_seen(world: IntakeWorld) -> None:
    id = created(world)
    amend = said.AmendTopic(topic_id=id, text="三盏路灯不亮", why="现场核实")
    assert world.refused(NOW, OTHER_DEPUTY, amend) == "not_the_topics_lead"
    event = world.must(NOW + timedelta(hours=1), DEPUTY, amend)
    assert isinstance(event, said.TopicAmended)
    assert (event.topic.title, event.topic.text) == ("议题", "三盏路灯不亮")
    (change,) = event.topic.text_changes
    assert (change.title, change.text, change.changed_by, change.why) == (
        "议题",
        "路灯不亮",
        DEPUTY.id,
        "现场核实",
    )
    assert world.refused(NOW, DEPUTY, amend) == "nothing_to_change"
