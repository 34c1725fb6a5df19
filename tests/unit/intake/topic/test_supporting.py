"""How many people stand behind the submissions of a topic."""

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def support(id: str, person: str = "", phone: str = "") -> said.SupportSubmission:
    return said.SupportSubmission(submission_id=id, person=person, phone=phone)


def test_who_supports_several_submissions_of_a_topic_counts_once_for_it(world: IntakeWorld) -> None:
    topic_id, (one, other) = world.collected()
    for id in (one, other):
        world.must(NOW, CITIZEN, support(id, "account:1"))
    world.must(NOW, CITIZEN, support(other, "account:2"))
    assert world.topic(topic_id).supporters == 2
    assert world.types()[-2:] == ["submission.supported", "topic.supported"]
    world.must(NOW, CITIZEN, said.WithdrawSupport(submission_id=one, person="account:1"))
    assert world.topic(topic_id).supporters == 2
    assert world.types()[-1] == "submission.support_withdrawn"


def test_support_comes_and_goes_with_the_submissions_of_a_topic(world: IntakeWorld) -> None:
    supported = world.accepted()
    world.must(NOW, CITIZEN, support(supported, "account:1"))
    topic_id, _ = world.collected()
    world.must(NOW, DEPUTY, said.MergeSubmissions(topic_id=topic_id, submission_ids=(supported,)))
    assert world.topic(topic_id).supporters == 1
    release = said.ReleaseSubmissions(topic_id=topic_id, submission_ids=(supported,), reason="另一处")
    world.must(NOW, DEPUTY, release)
    assert world.topic(topic_id).supporters == 0
