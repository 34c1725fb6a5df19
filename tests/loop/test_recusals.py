"""Who keeps out of a topic keeps out of what comes of it, whichever is said or heard first: over the tables
of all services, and those of handling and evaluation alone."""

from random import Random

import pytest

from services.handling.domain.item.item import Item
from services.handling.storage.tables import ITEM
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import (
    AcceptSubmission,
    CoSignTopic,
    CreateTopic,
    ProposeTopic,
    Recusal,
    RecuseDeputy,
    SubmitSubmission,
    TopicItemAssigned,
    TopicRecused,
)
from tests.unit.handling.examples import ASSIGNED_AT, DIRECTLY
from tests.unit.handling.item.test_assigning_directly import topic, world_with
from tests.unit.handling.world import OFFICE, HandlingWorld
from tests.walk.town import Town

LEAD, SIGNER = Actor("deputy-01", Role.DEPUTY), Actor("deputy-04", Role.DEPUTY)
CITIZEN = Actor("citizen-1", Role.CITIZEN)
LIES = next(seed for seed in range(1000) if Town.lets_lie(Random(seed)))
"""With which what is told has not arrived when the next thing is said."""
KEEPS_OUT = Recusal(deputy_id=SIGNER.id, reason="亲属承包", recorded_by="office-1", at=ASSIGNED_AT)
BEFORE = topic()
AFTER = BEFORE.model_copy(update={"recusals": (KEEPS_OUT,), "confirmed_by": (), "co_signers": ("deputy-05",)})


def item_of(world: HandlingWorld) -> Item:
    (found,) = [thing for (kind, _), thing in world.things.items() if kind == ITEM.name]
    assert isinstance(found, Item)
    return found


@pytest.mark.parametrize("heard", [TopicRecused, TopicItemAssigned])
def test_a_recusal_and_the_assignment_that_it_crosses_end_alike_in_either_order(
    heard: type[TopicRecused] | type[TopicItemAssigned],
) -> None:
    first, then = world_with(), world_with()
    first.hears(ASSIGNED_AT, TopicRecused(topic=AFTER))
    first.must(ASSIGNED_AT, OFFICE, DIRECTLY)
    then.must(ASSIGNED_AT, OFFICE, DIRECTLY)
    then.hears(ASSIGNED_AT, heard(topic=AFTER))
    for world in (first, then):
        item = item_of(world)
        assert (item.recused, item.deputies) == ((SIGNER.id,), (LEAD.id,))
        note = said.NoteItem(item_id=item.item_id, text="请抓紧")
        assert world.refused("2026-09-25 09:00", SIGNER, note) == "actor_is_recused"


@pytest.mark.parametrize("seed", range(40))
def test_in_the_whole_town_the_item_knows_in_the_end_whoever_keeps_out_of_its_topic(seed: int) -> None:
    town, chance = Town.founded(), Random(seed)
    for number, (actor, command) in enumerate(
        (
            (CITIZEN, SubmitSubmission(text="路灯不亮", channel="online")),
            (OFFICE, AcceptSubmission(submission_id="i1-1", as_suggested=True)),
            (LEAD, CreateTopic(title="路灯", submission_ids=("i1-1",))),
            (SIGNER, CoSignTopic(topic_id="i3-1")),
            (LEAD, ProposeTopic(topic_id="i3-1")),
        ),
        1,
    ):
        town.begin(number)
        assert town.say(actor, command) is None
    recuse = RecuseDeputy(topic_id="i3-1", deputy_id=SIGNER.id, reason="亲属承包")
    assign = said.AssignDirectly(topic_id="i3-1", lead="construction", basis="职责", reason="职责明确")
    both = [(SIGNER, recuse), (OFFICE, assign)]
    chance.shuffle(both)
    for number, (actor, command) in enumerate(both, 6):
        town.begin(number)
        assert town.say(actor, command, Random(LIES)) is None
    town.settle(chance)
    (item,) = [thing for _, kind, thing in town.things() if kind.name == ITEM.name]
    assert (item.recused, item.deputies) == ((SIGNER.id,), (LEAD.id,))
