"""It concerns me too: everybody counts once, whatever way they come."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld

OTHER_CITIZEN = Actor("citizen-8", Role.CITIZEN)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def support(id: str, person: str = "", phone: str = "") -> said.SupportSubmission:
    return said.SupportSubmission(submission_id=id, person=person, phone=phone)


def test_everybody_counts_once(world: IntakeWorld) -> None:
    id = world.submitted()
    for actor, command in (
        (CITIZEN, support(id, "account:1")),
        (CITIZEN, support(id, "account:2")),
        (CITIZEN, support(id, phone="13800003391")),
        (DEPUTY, support(id)),
        (OTHER_DEPUTY, support(id)),
    ):
        world.must(NOW, actor, command)
        assert world.refused(NOW, actor, command) == "already_supported"
    assert world.submission(id).supporters == 5
    assert world.types()[-1] == "submission.supported"


@pytest.mark.parametrize(
    "phone", ["13800003391", "138 0000 3391", "+86-138-0000-3391", "１３８００００３３９１"]
)
def test_a_number_is_the_same_person_however_it_is_written_and_whatever_account_it_comes_with(
    world: IntakeWorld, phone: str
) -> None:
    id = world.submitted()
    world.must(NOW, CITIZEN, support(id, phone="138-00003391"))
    assert world.refused(NOW, OTHER_CITIZEN, support(id, "account:9", phone)) == "already_supported"


def test_the_number_is_kept_nowhere(world: IntakeWorld) -> None:
    id = world.submitted()
    event = world.must(NOW, CITIZEN, support(id, phone="13800003391"))
    assert "3391" not in f"{world.submission(id)}{event}"


def test_a_citizen_whom_nothing_tells_from_others_cannot_be_counted(world: IntakeWorld) -> None:
    assert world.refused(NOW, CITIZEN, support(world.submitted())) == "supporter_unknown"


def test_the_head_does_not_support(world: IntakeWorld) -> None:
    assert world.refused(NOW, HEAD, support(world.submitted(), "p")) == "wrong_role"


def test_support_is_taken_back_once_and_may_be_given_again(world: IntakeWorld) -> None:
    id = world.submitted()
    back = said.WithdrawSupport(submission_id=id, person="account:1")
    assert world.refused(NOW, CITIZEN, back) == "not_supported"
    world.must(NOW, CITIZEN, support(id, "account:1"))
    world.must(NOW, CITIZEN, back)
    assert world.submission(id).supporters == 0
    assert world.refused(NOW, CITIZEN, back) == "not_supported"
    world.must(NOW, CITIZEN, support(id, "account:1"))


def test_what_does_not_exist_or_is_finished_is_not_supported(world: IntakeWorld) -> None:
    assert world.refused(NOW, CITIZEN, support("no-such", "p")) == "unknown_thing"
    id = world.submitted()
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    assert world.refused(NOW, CITIZEN, support(id, "p")) == "wrong_state"
