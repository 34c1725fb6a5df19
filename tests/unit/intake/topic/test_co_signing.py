"""Deputies stand behind a topic by their own word."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld

THIRD_DEPUTY = Actor("deputy-04", Role.DEPUTY)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def created(world: IntakeWorld, *co_signers: str) -> str:
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="议题", text="路灯不亮", co_signers=co_signers))
    assert isinstance(event, said.TopicCreated)
    return event.topic.topic_id


def test_who_was_named_confirms_it_and_others_join(world: IntakeWorld) -> None:
    id = created(world, OTHER_DEPUTY.id)
    assert world.topic(id).confirmed_by == ()
    for deputy in (OTHER_DEPUTY, THIRD_DEPUTY):
        world.must(NOW, deputy, said.CoSignTopic(topic_id=id))
        assert world.refused(NOW, deputy, said.CoSignTopic(topic_id=id)) == "already_co_signed"
    assert world.topic(id).co_signers == (OTHER_DEPUTY.id, THIRD_DEPUTY.id)
    assert world.topic(id).confirmed_by == (OTHER_DEPUTY.id, THIRD_DEPUTY.id)


def test_the_lead_signs_not_twice_and_only_deputies_sign(world: IntakeWorld) -> None:
    id = created(world)
    assert world.refused(NOW, DEPUTY, said.CoSignTopic(topic_id=id)) == "lead_needs_no_signature"
    for actor in (HEAD, OFFICE, CITIZEN):
        assert world.refused(NOW, actor, said.CoSignTopic(topic_id=id)) == "wrong_role"


def test_who_was_named_without_wanting_it_takes_the_name_off(world: IntakeWorld) -> None:
    id = created(world, OTHER_DEPUTY.id)
    world.must(NOW, OTHER_DEPUTY, said.WithdrawCoSignature(topic_id=id))
    assert world.topic(id).co_signers == ()
    assert world.refused(NOW, OTHER_DEPUTY, said.WithdrawCoSignature(topic_id=id)) == "not_a_co_signer"
