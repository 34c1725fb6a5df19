"""It concerns me too: everybody counts once, whatever way they come."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, IntakeWorld

OTHER_CITIZEN = Actor("citizen-8", Role.CITIZEN)
AGENT = Actor("hotline-7", Role.AGENT)


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


@pytest.mark.parametrize("clerk", [OFFICE, AGENT, DEPUTY], ids=lambda actor: str(actor.role))
def test_whoever_a_clerk_names_counts_and_not_the_clerk(world: IntakeWorld, clerk: Actor) -> None:
    id = world.submitted()
    callers = ("13800003391", "13800003392")
    for phone in callers:
        world.must(NOW, clerk, support(id, phone=phone))
    assert world.submission(id).supporters == 2
    for phone in callers:
        assert world.refused(NOW, clerk, support(id, phone=phone)) == "already_supported"
        assert world.refused(NOW, CITIZEN, support(id, phone=phone)) == "already_supported"


@pytest.mark.parametrize("clerk", [OFFICE, AGENT], ids=lambda actor: str(actor.role))
def test_a_clerk_who_names_nobody_supports_nothing(world: IntakeWorld, clerk: Actor) -> None:
    assert world.refused(NOW, clerk, support(world.submitted())) == "supporter_unknown"


@pytest.mark.parametrize("sender", [CITIZEN, OFFICE, AGENT, DEPUTY], ids=lambda actor: str(actor.role))
def test_the_raisers_own_number_never_counts(world: IntakeWorld, sender: Actor) -> None:
    id = world.submitted(contact=said.Contact(phone="138-0000-3391"))
    assert world.refused(NOW, sender, support(id, phone="13800003391")) == "raiser_supports_own"
    keyed = world.submitted(person="account:1")
    assert world.refused(NOW, sender, support(keyed, "account:1")) == "raiser_supports_own"


def test_a_deputy_does_not_support_a_matter_of_their_own(world: IntakeWorld) -> None:
    own, for_somebody = world.submitted(by=DEPUTY, on_behalf=False), world.submitted(by=DEPUTY)
    assert world.refused(NOW, DEPUTY, support(own)) == "raiser_supports_own"
    world.must(NOW, DEPUTY, support(for_somebody))
    world.must(NOW, OTHER_DEPUTY, support(own))


def test_a_topic_counts_whom_an_agent_names(world: IntakeWorld) -> None:
    topic, (id, _) = world.collected()
    world.must(NOW, AGENT, support(id, phone="13800003391"))
    assert world.topic(topic).supporters == 1


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


@pytest.mark.parametrize(("more", "left"), [({"text": "要修的是水管"}, 0), ({"address": "村口"}, 1)])
def test_support_is_void_when_the_raiser_asks_for_something_else(
    world: IntakeWorld, more: dict[str, str], left: int
) -> None:
    """L27: another place of the same matter leaves it as it is."""
    id = world.submitted()
    world.must(NOW, CITIZEN, support(id, "account:1"))
    world.must(NOW, OFFICE, said.EditSubmission.model_validate({"submission_id": id, **more}))
    assert world.submission(id).supporters == left
    if not left:
        world.must(NOW, CITIZEN, support(id, "account:1"))
