"""It concerns me too: everybody counts once, whatever way they come."""

import pytest

from shared.contracts import intake as said
from shared.contracts.base import Role
from shared.contracts.envelope import Actor
from shared.rules import load_rule_set
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, OFFICE, OTHER_DEPUTY, World

OTHER_CITIZEN = Actor("citizen-8", Role.CITIZEN)


@pytest.fixture
def world() -> World:
    return World()


def support(id: str, person: str = "", phone: str = "") -> said.SupportSubmission:
    return said.SupportSubmission(submission_id=id, person=person, phone=phone)


def test_everybody_counts_once(world: World) -> None:
    id = world.submitted()
    for actor, command in (
        (CITIZEN, support(id, "account:1")),
        (CITIZEN, support(id, "account:2")),
        (CITIZEN, support(id, phone="13800003391")),
        (DEPUTY, support(id)),
        (OTHER_DEPUTY, support(id)),
    ):
        world.must(actor, command)
        assert world.refused(actor, command) == "already_supported"
    assert world.submission(id).supporters == 5
    assert world.types()[-1] == "submission.supported"


@pytest.mark.parametrize("phone", ["13800003391", "138 0000 3391", "+86-138-0000-3391", "１３８００００３３９１"])
def test_a_number_is_the_same_person_however_it_is_written_and_whatever_account_it_comes_with(
    world: World, phone: str
) -> None:
    id = world.submitted()
    world.must(CITIZEN, support(id, phone="138-00003391"))
    assert world.refused(OTHER_CITIZEN, support(id, "account:9", phone)) == "already_supported"


def test_the_number_is_kept_nowhere(world: World) -> None:
    id = world.submitted()
    event = world.must(CITIZEN, support(id, phone="13800003391"))
    assert "3391" not in f"{world.submission(id)}{event}"


def test_a_citizen_whom_nothing_tells_from_others_cannot_be_counted(world: World) -> None:
    assert world.refused(CITIZEN, support(world.submitted())) == "supporter_unknown"


def test_the_head_does_not_support(world: World) -> None:
    assert world.refused(HEAD, support(world.submitted(), "p")) == "wrong_role"


def test_support_is_taken_back_once_and_may_be_given_again(world: World) -> None:
    id = world.submitted()
    back = said.WithdrawSupport(submission_id=id, person="account:1")
    assert world.refused(CITIZEN, back) == "not_supported"
    world.must(CITIZEN, support(id, "account:1"))
    world.must(CITIZEN, back)
    assert world.submission(id).supporters == 0
    assert world.refused(CITIZEN, back) == "not_supported"
    world.must(CITIZEN, support(id, "account:1"))


def test_what_does_not_exist_or_is_finished_is_not_supported(world: World) -> None:
    assert world.refused(CITIZEN, support("no-such", "p")) == "unknown_thing"
    id = world.submitted()
    world.must(OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    assert world.refused(CITIZEN, support(id, "p")) == "wrong_state"


def test_who_supports_several_submissions_of_a_topic_counts_once_for_it(world: World) -> None:
    topic_id, (one, other) = world.collected()
    for id in (one, other):
        world.must(CITIZEN, support(id, "account:1"))
    world.must(CITIZEN, support(other, "account:2"))
    assert world.topic(topic_id).supporters == 2
    assert world.types()[-2:] == ["submission.supported", "topic.supported"]
    world.must(CITIZEN, said.WithdrawSupport(submission_id=one, person="account:1"))
    assert world.topic(topic_id).supporters == 2
    assert world.types()[-1] == "submission.support_withdrawn"


def test_support_comes_and_goes_with_the_submissions_of_a_topic(world: World) -> None:
    supported = world.accepted()
    world.must(CITIZEN, support(supported, "account:1"))
    topic_id, _ = world.collected()
    world.must(DEPUTY, said.MergeSubmissions(topic_id=topic_id, submission_ids=(supported,)))
    assert world.topic(topic_id).supporters == 1
    release = said.ReleaseSubmissions(topic_id=topic_id, submission_ids=(supported,), reason="另一处")
    world.must(DEPUTY, release)
    assert world.topic(topic_id).supporters == 0


def test_enough_supporters_take_a_topic_over_the_threshold_once(world: World) -> None:
    topic_id, (id, _) = world.collected()
    needed = load_rule_set().topics.supporters
    for number in range(needed):
        assert world.due() == []
        world.must(CITIZEN, support(id, f"account:{number}"))
    ((_, due),) = world.due()
    world.hear(due)
    assert world.types()[-1] == "topic.over_threshold"
    assert world.topic(topic_id).over_threshold_at is not None
    world.timers.clear()
    world.must(CITIZEN, support(id, "one-more"))
    assert world.due() == []
    assert world.hear(due) == ["a meeting has it, or it is over the threshold already"]
