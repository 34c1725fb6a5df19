"""A topic goes to another lead who stands behind it."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.unit.intake.world import DEPUTY, NOW, OTHER_DEPUTY, IntakeWorld

THIRD_DEPUTY = Actor("deputy-04", Role.DEPUTY)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def created(world: IntakeWorld, *co_signers: str) -> str:
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="议题", text="路灯不亮", co_signers=co_signers))
    assert isinstance(event, said.TopicCreated)
    return event.topic.topic_id


def test_the_lead_is_handed_to_a_co_signer_and_the_others_confirm_anew(world: IntakeWorld) -> None:
    id = created(world, OTHER_DEPUTY.id, THIRD_DEPUTY.id)
    for deputy in (OTHER_DEPUTY, THIRD_DEPUTY):
        world.must(NOW, deputy, said.CoSignTopic(topic_id=id))
    assert (
        world.refused(NOW, OTHER_DEPUTY, said.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id))
        == "not_the_topics_lead"
    )
    assert (
        world.refused(NOW, DEPUTY, said.HandOverTopic(topic_id=id, to="deputy-08"))
        == "next_lead_not_co_signer"
    )
    world.must(NOW, DEPUTY, said.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id))
    assert world.topic(id).lead_id == OTHER_DEPUTY.id
    assert world.topic(id).co_signers == (DEPUTY.id, THIRD_DEPUTY.id)
    assert world.topic(id).confirmed_by == (DEPUTY.id,)
    world.must(NOW, THIRD_DEPUTY, said.CoSignTopic(topic_id=id))
