"""Who may take a topic to another meeting; whole stories are in tests/loop/test_intake_topics.py."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.scheduling import MeetingHeld
from tests.unit.intake.news import meeting
from tests.unit.intake.world import DEPUTY, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld


def discussed(world: IntakeWorld) -> str:
    topic, _ = world.collected()
    world.must(NOW, DEPUTY, said.ProposeTopic(topic_id=topic))
    world.hears(NOW, MeetingHeld(meeting=meeting(topic)))
    return topic


@pytest.mark.parametrize("actor", [DEPUTY, OFFICE])
def test_its_lead_and_the_office_take_it_to_another_meeting(actor: Actor) -> None:
    world = IntakeWorld()
    event = world.must(NOW, actor, said.ProposeTopic(topic_id=discussed(world)))
    assert isinstance(event, said.TopicCarriedOver)
    assert (event.topic.state, event.topic.meeting_id, event.topic.met_in) == ("proposed", None, ("M1",))


def test_another_deputy_does_not() -> None:
    world = IntakeWorld()
    command = said.ProposeTopic(topic_id=discussed(world))
    assert world.refused(NOW, OTHER_DEPUTY, command) == "not_the_topics_lead"
