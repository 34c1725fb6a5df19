"""A topic closes with the last of the items that came of it."""

from itertools import permutations

import pytest

from shared.kernel.messages.base import Event
from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAssigned, ItemSatisfied
from shared.language.contracts.scheduling import MeetingHeld
from tests.unit.intake.news import item, meeting
from tests.unit.intake.world import DEPUTY, NOW, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def proposed(world: IntakeWorld) -> str:
    topic_id, _ = world.collected()
    world.must(NOW, DEPUTY, said.ProposeTopic(topic_id=topic_id))
    return topic_id


def test_a_topic_closes_with_its_last_item(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    world.hears(NOW, MeetingHeld(meeting=meeting(topic_id)))
    for name in ("I1", "I2"):
        world.hears(NOW, ItemAssigned(item=item(name, (), topic_id)))
    world.hears(NOW, ItemSatisfied(item=item("I1", (), topic_id)))
    assert world.topic(topic_id).state == "discussed"
    world.hears(NOW, ItemSatisfied(item=item("I2", (), topic_id)))
    assert world.topic(topic_id).state == "closed"
    assert [type for type in world.types() if type.startswith("topic.")][-4:] == [
        "topic.item_assigned",
        "topic.item_assigned",
        "topic.item_closed",
        "topic.closed",
    ]


def test_a_further_item_opens_a_closed_topic_again(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    for event in (
        MeetingHeld(meeting=meeting(topic_id)),
        ItemSatisfied(item=item("I1", (), topic_id)),
        ItemAssigned(item=item("I2", (), topic_id)),
    ):
        world.hears(NOW, event)
    assert world.topic(topic_id).state == "discussed"
    assert world.topic(topic_id).item_ids == ("I1", "I2")


def test_meetings_and_items_end_alike_in_any_order(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    news: tuple[Event, ...] = (
        MeetingHeld(meeting=meeting(topic_id)),
        ItemAssigned(item=item("I1", (), topic_id)),
        ItemAssigned(item=item("I2", (), topic_id)),
        ItemSatisfied(item=item("I1", (), topic_id)),
        ItemSatisfied(item=item("I2", (), topic_id)),
    )
    for order in permutations(news):
        other = IntakeWorld(things=dict(world.things))
        for event in (*order, *order):
            other.hears(NOW, event)
        assert other.topic(topic_id).state == "closed"
        assert set(other.topic(topic_id).closed_item_ids) == {"I1", "I2"}
