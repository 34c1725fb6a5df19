"""A topic closes with the last of the items that came of it."""

from itertools import permutations

import pytest

from shared.kernel.messages.base import Event
from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAssigned, ItemSatisfied, ItemSnapshot
from shared.language.contracts.scheduling import MeetingHeld, MeetingRequested
from tests.unit.intake.news import item, meeting, requested
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


def directly(name: str, topic_id: str, **fields: bool) -> ItemSnapshot:
    """It was assigned without a meeting."""
    return item(name, (), topic_id, **fields).model_copy(update={"basis": "公路养护职责"})


def test_a_topic_that_needs_no_meeting_is_handled_and_ends_with_its_item(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    world.hears(NOW, ItemAssigned(item=directly("I1", topic_id)))
    assert world.topic(topic_id).state == "being_handled"
    world.hears(NOW, ItemSatisfied(item=directly("I1", topic_id, closed=True)))
    assert world.topic(topic_id).state == "closed"


def test_a_topic_whose_urgent_matter_does_not_wait_keeps_its_meeting(world: IntakeWorld) -> None:
    topic_id = proposed(world)
    world.hears(NOW, MeetingRequested(meeting=requested(topic_id)))
    world.hears(NOW, ItemAssigned(item=directly("I1", topic_id)))
    assert (world.topic(topic_id).state, world.topic(topic_id).item_ids) == ("meeting_requested", ("I1",))
