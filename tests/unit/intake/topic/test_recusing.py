"""A deputy with an interest of their own keeps out of a topic."""

from dataclasses import replace

import pytest

from services.intake.storage.tables import TOPIC
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.unit.intake.world import DEPUTY, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld

THIRD_DEPUTY = Actor("deputy-04", Role.DEPUTY)
FOURTH_DEPUTY = Actor("deputy-07", Role.DEPUTY)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def created(world: IntakeWorld, *co_signers: str) -> str:
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="议题", text="路灯不亮", co_signers=co_signers))
    assert isinstance(event, said.TopicCreated)
    return event.topic.topic_id


def test_who_keeps_out_loses_the_signature_and_neither_signs_nor_leads(world: IntakeWorld) -> None:
    id = created(world, OTHER_DEPUTY.id)
    recuse = said.RecuseDeputy(topic_id=id, deputy_id=OTHER_DEPUTY.id, reason="自家鱼塘")
    assert world.refused(NOW, THIRD_DEPUTY, recuse) == "recusal_of_other"
    world.must(NOW, OTHER_DEPUTY, recuse)
    assert world.topic(id).co_signers == ()
    assert [(r.deputy_id, r.recorded_by) for r in world.topic(id).recusals] == [
        (OTHER_DEPUTY.id, OTHER_DEPUTY.id)
    ]
    assert world.refused(NOW, OFFICE, recuse) == "recused_from_topic"
    assert world.refused(NOW, OTHER_DEPUTY, said.CoSignTopic(topic_id=id)) == "recused_from_topic"
    assert (
        world.refused(NOW, DEPUTY, said.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id))
        == "recused_from_topic"
    )


def test_the_office_records_a_recusal_but_of_a_lead_only_after_it_is_handed_over(world: IntakeWorld) -> None:
    id = created(world)
    assert (
        world.refused(NOW, OFFICE, said.RecuseDeputy(topic_id=id, deputy_id="nobody", reason="亲属"))
        == "unknown_deputy"
    )
    lead = said.RecuseDeputy(topic_id=id, deputy_id=DEPUTY.id, reason="亲属")
    assert world.refused(NOW, OFFICE, lead) == "lead_hands_over_first"
    world.must(NOW, OFFICE, said.RecuseDeputy(topic_id=id, deputy_id=FOURTH_DEPUTY.id, reason="亲属承包"))


def test_an_interest_that_comes_to_light_after_the_meeting_keeps_the_lead_out_and_the_office_goes_on(
    world: IntakeWorld,
) -> None:
    id = created(world)
    world.things[TOPIC.name, id] = replace(world.topic(id), state="discussed")
    world.must(NOW, DEPUTY, said.RecuseDeputy(topic_id=id, deputy_id=DEPUTY.id, reason="亲属承包"))
    drop = said.DropTopic(topic_id=id, reason="不再需要")
    assert world.refused(NOW, DEPUTY, drop) == "recused_from_topic"
    world.must(NOW, OFFICE, drop)
