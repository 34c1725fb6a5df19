"""Who keeps out of a topic keeps out of its items, also afterwards. That the order makes no difference
stands in ``tests/loop/test_recusals.py``."""

from services.handling.domain.item.item import STATES
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts.intake import TopicItemAssigned, TopicRecused
from tests.loop.test_recusals import AFTER, item_of
from tests.unit.chapters import Example
from tests.unit.handling.examples import ASSIGNED_AT, DIRECTLY
from tests.unit.handling.item.test_assigning_directly import world_with
from tests.unit.handling.world import OFFICE
from tests.unit.redacting import a_sample

EXAMPLES = tuple(Example(a_sample(event), SYSTEM, STATES) for event in (TopicRecused, TopicItemAssigned))


def test_a_recusal_of_another_topic_or_one_heard_again_changes_nothing() -> None:
    world = world_with()
    world.must(ASSIGNED_AT, OFFICE, DIRECTLY)
    world.hears(ASSIGNED_AT, TopicRecused(topic=AFTER.model_copy(update={"topic_id": "T2"})))
    assert item_of(world).recused == ()
    world.hears(ASSIGNED_AT, TopicRecused(topic=AFTER))
    told = len(world.events)
    world.hears(ASSIGNED_AT, TopicItemAssigned(topic=AFTER))
    assert len(world.events) == told
