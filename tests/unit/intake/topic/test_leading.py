"""A topic goes to another lead who stands behind it."""

from datetime import timedelta

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import law_of
from shared.language.calendar import local_day
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.support.township import after_the_term_of
from tests.unit.intake.world import DEPUTY, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld

THIRD_DEPUTY = Actor("deputy-04", Role.DEPUTY)
LATER = NOW + timedelta(days=1)


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


def after_the_term_of_its_lead(world: IntakeWorld, *co_signers: str) -> str:
    """A topic whose lead's seat has ended."""
    id = created(world, *co_signers)
    world.law = law_of(after_the_term_of(DEPUTY.id, local_day(NOW)))
    return id


def test_the_office_hands_over_the_topic_of_one_who_has_left_to_whoever_may_lead(world: IntakeWorld) -> None:
    id = after_the_term_of_its_lead(world, OTHER_DEPUTY.id)
    hand_over = said.HandOverTopic(topic_id=id, to="deputy-08")
    assert world.refused(LATER, DEPUTY, hand_over) == "term_ended"
    assert world.refused(LATER, OTHER_DEPUTY, hand_over) == "wrong_role"
    world.must(LATER, OFFICE, hand_over)
    topic = world.topic(id)
    assert (topic.lead_id, topic.co_signers, topic.confirmed_by) == ("deputy-08", (OTHER_DEPUTY.id,), ())


def test_nobody_leads_it_next_whose_seat_has_ended_too(world: IntakeWorld) -> None:
    id = after_the_term_of_its_lead(world)
    assert world.refused(LATER, OFFICE, said.HandOverTopic(topic_id=id, to=DEPUTY.id)) == "unknown_people"


def test_a_co_signer_who_has_left_with_the_lead_stands_behind_it_no_more(world: IntakeWorld) -> None:
    id = after_the_term_of_its_lead(world, OTHER_DEPUTY.id, THIRD_DEPUTY.id)
    world.law = law_of(after_the_term_of(OTHER_DEPUTY.id, local_day(NOW), township=world.law.township))
    world.must(LATER, OFFICE, said.HandOverTopic(topic_id=id, to="deputy-08"))
    assert world.topic(id).co_signers == (THIRD_DEPUTY.id,)


def test_a_lead_who_is_in_office_keeps_the_topic_from_strangers(world: IntakeWorld) -> None:
    id = created(world, OTHER_DEPUTY.id)
    hand_over = said.HandOverTopic(topic_id=id, to="deputy-08")
    assert world.refused(LATER, OFFICE, hand_over) == "next_lead_not_co_signer"


def test_nobody_is_made_to_lead_it_who_was_only_named(world: IntakeWorld) -> None:
    """L21: unconfirmed names do not count."""
    id = created(world, OTHER_DEPUTY.id)
    hand_over = said.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id)
    assert world.refused(NOW, DEPUTY, hand_over) == "next_lead_not_co_signer"
    world.must(NOW, OTHER_DEPUTY, said.CoSignTopic(topic_id=id))
    world.must(NOW, DEPUTY, hand_over)


def test_with_another_lead_it_is_counted_anew_whether_enough_stand_behind_it(world: IntakeWorld) -> None:
    names = ("deputy-02", "deputy-03", OTHER_DEPUTY.id)
    id = created(world, *names)
    for name in names:
        world.must(NOW, Actor(name, Role.DEPUTY), said.CoSignTopic(topic_id=id))
    world.advance(NOW)
    assert world.topic(id).over_threshold_at
    world.must(NOW, DEPUTY, said.HandOverTopic(topic_id=id, to=OTHER_DEPUTY.id))
    assert world.topic(id).over_threshold_at is None
