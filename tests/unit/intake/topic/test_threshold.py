"""When enough stand behind a topic for a meeting, by co-signers or supporters."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from shared.language.rules import load_rule_set
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def support(id: str, person: str = "", phone: str = "") -> said.SupportSubmission:
    return said.SupportSubmission(submission_id=id, person=person, phone=phone)


def created(world: IntakeWorld, *co_signers: str) -> str:
    event = world.must(NOW, DEPUTY, said.CreateTopic(title="议题", text="路灯不亮", co_signers=co_signers))
    assert isinstance(event, said.TopicCreated)
    return event.topic.topic_id


def test_enough_supporters_take_a_topic_over_the_threshold_once(world: IntakeWorld) -> None:
    topic_id, (id, _) = world.collected()
    needed = load_rule_set().topics.supporters
    for number in range(needed):
        assert world.timers_set() == []
        world.must(NOW, CITIZEN, support(id, f"account:{number}"))
    ((_, due),) = world.timers_set()
    world.advance(NOW)
    assert world.types()[-1] == "topic.over_threshold"
    assert world.topic(topic_id).over_threshold_at is not None
    world.must(NOW, CITIZEN, support(id, "one-more"))
    assert world.timers_set() == []
    assert world.hears(NOW, due) == ["a meeting has it, or it is over the threshold already"]


def test_enough_confirmed_co_signers_take_it_over_the_threshold_and_named_ones_do_not(
    world: IntakeWorld,
) -> None:
    deputies = [Actor(f"deputy-0{n}", Role.DEPUTY) for n in range(2, 2 + load_rule_set().topics.co_signers)]
    id = created(world, *(deputy.id for deputy in deputies))
    for deputy in deputies:
        assert world.timers_set() == []
        world.must(NOW, deputy, said.CoSignTopic(topic_id=id))
    ((moment, due),) = world.timers_set()
    assert (moment, due) == (NOW, said.ThresholdReached(topic_id=id))


def test_enough_submissions_take_it_over_the_threshold_and_one_less_does_not(world: IntakeWorld) -> None:
    needed = load_rule_set().topics.submissions
    world.collected(needed - 1)
    assert world.timers_set() == []
    topic_id, _ = world.collected(needed)
    assert world.timers_set() == [(NOW, said.ThresholdReached(topic_id=topic_id))]
