"""Who speaks as the raiser: a partner's agent only about what they entered, for the same sender."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from services.intake.storage.attachments import kept
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from shared.language.contracts.envelope import Role
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, OFFICE, PROOF, SECRET, IntakeWorld

AGENT = Actor("hotline-7", Role.AGENT, source="/county/hotline")
COLLEAGUE = replace(AGENT, id="hotline-8")
OF_ANOTHER_PARTNER = replace(AGENT, source="/county/letters")
PHOTO = said.Attachment(attachment_id="a" * 64, media_type="image/jpeg", size=1)
COMMANDS: dict[str, Callable[[str, str], Command]] = {
    "edit": lambda id, proof: said.EditSubmission(submission_id=id, text="村口两盏路灯不亮", proof=proof),
    "inform": lambda id, proof: said.InformSubmission(submission_id=id, text="桥头那盏", proof=proof),
    "attach": lambda id, proof: said.AttachToSubmission(
        submission_id=id, attachment_ids=(PHOTO.attachment_id,), proof=proof
    ),
    "withdraw": lambda id, proof: said.WithdrawSubmission(submission_id=id, proof=proof),
}
"""What agents may do with a matter that is there."""
OTHERS: dict[str, Callable[[str], Command]] = {
    "change_contact": lambda id: said.ChangeContact(submission_id=id, contact=said.Contact(phone="")),
    "erase": lambda id: said.EraseSubmission(submission_id=id),
    "accept": lambda id: said.AcceptSubmission(submission_id=id),
    "ask": lambda id: said.AskRaiser(submission_id=id, question="哪一盏"),
    "reject": lambda id: said.RejectSubmission(submission_id=id, reason_code="promotion"),
    "take support back": lambda id: said.WithdrawSupport(submission_id=id, phone="13800003391"),
}


@pytest.fixture
def world() -> IntakeWorld:
    world = IntakeWorld()
    world.answer(kept, lambda ids: {PHOTO.attachment_id: PHOTO})
    return world


def asked(world: IntakeWorld, by: Actor = AGENT) -> str:
    """A matter that waits for its raiser: every command of a raiser may be given now."""
    id = world.submitted(by=by, channel="phone", proof=PROOF)
    world.must(NOW, OFFICE, said.AskRaiser(submission_id=id, question="哪一盏"))
    return id


def test_what_an_agent_enters_is_somebody_elses(world: IntakeWorld) -> None:
    matter = world.submission(asked(world))
    assert (matter.entered_by, matter.on_behalf) == (AGENT.id, True)
    own = said.SubmitSubmission(text="路灯不亮", channel="phone", on_behalf=False)
    assert world.refused(NOW, AGENT, own) == "agent_has_no_matter"


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_an_agent_goes_on_with_what_they_entered(
    world: IntakeWorld, command: Callable[[str, str], Command]
) -> None:
    world.must(NOW, AGENT, command(asked(world), ""))


@pytest.mark.parametrize("proof", ["", SECRET], ids=["without proof", "with the raiser's proof"])
@pytest.mark.parametrize("other", [COLLEAGUE, OF_ANOTHER_PARTNER], ids=["colleague", "another partner's"])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_no_other_agent_touches_it(
    world: IntakeWorld, command: Callable[[str, str], Command], other: Actor, proof: str
) -> None:
    assert world.refused(NOW, other, command(asked(world), proof)) == "not_entered_by_agent"


@pytest.mark.parametrize("enterer", [CITIZEN, DEPUTY, OFFICE], ids=lambda actor: str(actor.role))
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_an_agent_touches_nothing_that_others_entered_whatever_the_agent_is_called(
    world: IntakeWorld, command: Callable[[str, str], Command], enterer: Actor
) -> None:
    namesake = replace(AGENT, id=enterer.id)
    assert world.refused(NOW, namesake, command(asked(world, enterer), SECRET)) == "not_entered_by_agent"


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_the_townships_office_and_the_raiser_go_on_with_what_an_agent_entered(
    world: IntakeWorld, command: Callable[[str, str], Command]
) -> None:
    world.must(NOW, OFFICE, command(asked(world), ""))
    world.must(NOW, CITIZEN, command(asked(world), SECRET))


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.CITIZEN])
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_who_is_called_like_the_agent_did_not_enter_it(
    world: IntakeWorld, command: Callable[[str, str], Command], role: Role
) -> None:
    deputys_name = replace(AGENT, id=DEPUTY.id)
    for sender in (AGENT.source, ""):
        namesake = Actor(DEPUTY.id, role, source=sender)
        assert world.refused(NOW, namesake, command(asked(world, deputys_name), "")) == "wrong_proof"


def test_a_citizen_who_is_called_like_a_deputy_did_not_enter_it(world: IntakeWorld) -> None:
    namesake = replace(CITIZEN, id=DEPUTY.id)
    assert world.refused(NOW, namesake, COMMANDS["withdraw"](asked(world, DEPUTY), "")) == "wrong_proof"


@pytest.mark.parametrize("command", OTHERS.values(), ids=OTHERS)
def test_an_agent_does_nothing_else(world: IntakeWorld, command: Callable[[str], Command]) -> None:
    id = world.submitted(by=AGENT, channel="phone", proof=PROOF)
    assert world.refused(NOW, AGENT, command(id)) == "wrong_role"
