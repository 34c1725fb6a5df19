"""Who keeps out of a topic keeps out of what its items promised, also afterwards."""

from services.handling.domain.promise.promise import STATES
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import handling as said
from shared.language.contracts.intake import TopicItemAssigned, TopicRecused
from tests.loop.test_recusals import AFTER, LEAD, SIGNER, item_of
from tests.unit.chapters import Example
from tests.unit.handling.examples import ASSIGNED_AT, DIRECTLY, PROMISE, contacted, publish
from tests.unit.handling.item.test_assigning_directly import world_with
from tests.unit.handling.world import OFFICE, clerk
from tests.unit.redacting import a_sample

EXAMPLES = tuple(Example(a_sample(event), SYSTEM, STATES) for event in (TopicRecused, TopicItemAssigned))


def test_a_promise_follows_its_item() -> None:
    world = world_with()
    world.must(ASSIGNED_AT, OFFICE, DIRECTLY)
    id = item_of(world).item_id
    world.must(ASSIGNED_AT, clerk("transport"), said.AcknowledgeItem(item_id=id))
    contacted(world, id)
    publish(world, id, "2026-11-02 09:00", PROMISE)
    (promise,) = world.promises()
    world.hears("2026-11-03 09:00", TopicRecused(topic=AFTER))
    kept = said.FulfilPromise(promise_id=promise.promise_id, evidence="照片")
    world.must("2026-11-04 09:00", clerk(promise.owner), kept)
    confirm = said.ConfirmPromise(promise_id=promise.promise_id)
    assert world.refused("2026-11-05 09:00", SIGNER, confirm) == "actor_is_recused"
    world.must("2026-11-05 09:00", LEAD, confirm)
