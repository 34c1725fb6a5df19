"""What may be done with a submission, by whom, and what others see of it."""

import pytest

from services.intake.domain.submission_changes import HEADLINE
from services.intake.domain.trace_code import is_valid
from shared.contracts import intake as said
from shared.contracts.base import Command
from shared.contracts.handling import ItemAssigned
from shared.reference import reference
from tests.unit.intake.news import item
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, OTHER_DEPUTY, PROOF, SECRET, World


@pytest.fixture
def world() -> World:
    return World()


def received(world: World) -> said.SubmissionSnapshot:
    event = world.events[-1]
    assert isinstance(event, said.SubmissionReceived)
    return event.submission


def test_whoever_raises_a_matter_gets_a_valid_trace_code(world: World) -> None:
    world.submitted()
    assert is_valid(received(world).trace_code)


def test_no_two_submissions_have_the_same_trace_code(world: World) -> None:
    codes = {world.submission(world.submitted()).trace_code for _ in range(50)}
    assert len(codes) == 50


def test_contact_data_is_kept_apart_from_document_and_event(world: World) -> None:
    contact = said.Contact(name="周海根", phone="13800003391")
    id = world.submitted(contact=contact)
    assert world.contacts == [
        {"table": "contacts", "submission_id": id, "name": "周海根", "phone": "13800003391", "stored_at": NOW}
    ]
    assert "13800003391" not in f"{world.submission(id)}{world.events}"
    assert "周海根" not in f"{world.submission(id)}{world.events}"


@pytest.mark.parametrize("contact", [None, said.Contact(), said.Contact(name="", phone=" ")])
def test_without_contact_data_no_row_is_kept(world: World, contact: said.Contact | None) -> None:
    world.submitted(contact=contact)
    assert world.contacts == []


def test_the_original_words_are_kept_and_others_see_them_masked(world: World) -> None:
    id = world.submitted("泵站坏了，联系人电话13800003391。", title="找13800003391")
    assert world.submission(id).original_text == "泵站坏了，联系人电话13800003391。"
    assert world.submission(id).original_title == "找13800003391"
    assert received(world).text == "泵站坏了，联系人电话〔电话〕。"
    assert "13800003391" not in world.events[-1].model_dump_json()


def test_a_submission_without_title_is_called_by_its_first_sentence(world: World) -> None:
    world.submitted("路灯不亮！请派人来修。")
    assert received(world).title == "路灯不亮"


def test_a_long_first_sentence_is_cut(world: World) -> None:
    world.submitted("长" * 100)
    assert received(world).title == "长" * (HEADLINE - 1) + "…"


def test_what_a_deputy_or_clerk_enters_names_who_entered_it(world: World) -> None:
    submit = said.SubmitSubmission(text="路灯不亮", channel="visit")
    for actor in (DEPUTY, OFFICE):
        world.must(actor, submit)
        assert received(world).entered_by == actor.id
    world.must(CITIZEN, submit)
    assert received(world).entered_by is None


def test_the_head_raises_no_submissions(world: World) -> None:
    assert world.refused(HEAD, said.SubmitSubmission(text="路灯不亮", channel="online")) == "wrong_role"


@pytest.mark.parametrize(
    ("more", "code"), [({"channel": "fax"}, "unknown_channel"), ({"village": "V99"}, "unknown_village")]
)
def test_unknown_codes_are_refused_when_a_matter_is_raised(world: World, more: dict[str, str], code: str) -> None:
    fields = {"text": "路灯不亮", "channel": "online", **more}
    assert world.refused(CITIZEN, said.SubmitSubmission.model_validate(fields)) == code


def test_the_office_may_accept_with_or_without_a_category(world: World) -> None:
    for category in (None, "transport.bus"):
        id = world.submitted()
        world.must(OFFICE, said.AcceptSubmission(submission_id=id, category=category))
        assert world.submission(id).category == category
        assert world.submission(id).accepted_at == NOW


def test_what_is_accepted_is_not_accepted_again(world: World) -> None:
    assert world.refused(OFFICE, said.AcceptSubmission(submission_id=world.accepted())) == "wrong_state"


def test_a_rejected_matter_says_why_and_where_to_go_instead(world: World) -> None:
    id = world.submitted()
    event = world.must(OFFICE, said.RejectSubmission(submission_id=id, reason_code="private_dispute"))
    assert isinstance(event, said.SubmissionRejected)
    assert event.submission.refused_reason == "private_dispute"
    assert event.submission.refused_where_to_go == reference().inadmissible["private_dispute"].where_to_go


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (said.AcceptSubmission(submission_id="id-1", category="no.such"), "unknown_category"),
        (said.RejectSubmission(submission_id="id-1", reason_code="bad_mood"), "unknown_reason"),
        (said.FastLaneSubmission(submission_id="id-1", department="moon"), "unknown_department"),
        (said.AcceptSubmission(submission_id="id-404"), "unknown_thing"),
    ],
)
def test_unknown_codes_are_refused_by_name(world: World, command: Command, code: str) -> None:
    assert world.submitted() == "id-1"
    assert world.refused(OFFICE, command) == code


def test_a_small_matter_goes_to_a_department_before_or_after_it_is_accepted(world: World) -> None:
    for id in (world.submitted(), world.accepted()):
        world.must(OFFICE, said.FastLaneSubmission(submission_id=id, department="construction", title="换路灯"))
        assert world.submission(id).state == "fast_lane"
        assert world.submission(id).department == "construction"
        assert world.submission(id).title == "换路灯"
        assert world.submission(id).accepted_at == NOW


def test_the_raiser_takes_a_matter_back_with_the_proof_however_it_is_typed(world: World) -> None:
    for id in (world.submitted(proof=PROOF), world.accepted(proof=PROOF)):
        world.must(CITIZEN, said.WithdrawSubmission(submission_id=id, proof=SECRET.lower().replace("-", " ")))
        assert world.submission(id).state == "withdrawn"


@pytest.mark.parametrize("proof", ["", "222-222-222-222", "凭证"])
def test_nobody_takes_a_matter_back_without_the_proof(world: World, proof: str) -> None:
    id = world.submitted(proof=PROOF)
    assert world.refused(CITIZEN, said.WithdrawSubmission(submission_id=id, proof=proof)) == "wrong_proof"


def test_the_trace_code_proves_nothing(world: World) -> None:
    id = world.submitted(proof=PROOF)
    withdraw = said.WithdrawSubmission(submission_id=id, proof=world.submission(id).trace_code)
    assert world.refused(CITIZEN, withdraw) == "wrong_proof"


def test_where_no_proof_was_left_the_office_and_who_entered_it_speak_for_the_raiser(world: World) -> None:
    ids = [world.submitted(by=DEPUTY, channel="visit") for _ in range(2)]
    withdraw = [said.WithdrawSubmission(submission_id=id) for id in ids]
    assert world.refused(CITIZEN, withdraw[0]) == "no_proof_kept"
    assert world.refused(OTHER_DEPUTY, withdraw[0]) == "no_proof_kept"
    world.must(DEPUTY, withdraw[0])
    world.must(OFFICE, withdraw[1])


def test_what_is_in_a_topic_or_with_a_department_is_not_taken_back(world: World) -> None:
    _, (merged, _) = world.collected()
    sent = world.submitted()
    world.must(OFFICE, said.FastLaneSubmission(submission_id=sent, department="construction"))
    for id in (merged, sent):
        withdraw = said.WithdrawSubmission(submission_id=id, proof=SECRET)
        assert world.refused(CITIZEN, withdraw) == "wrong_state"


def test_what_an_item_deals_with_goes_nowhere_else(world: World) -> None:
    id = world.accepted(proof=PROOF)
    world.hear(ItemAssigned(item=item("I1", (id,), rounds=0)))
    withdraw = said.WithdrawSubmission(submission_id=id, proof=SECRET)
    assert world.refused(CITIZEN, withdraw) == "already_in_item"
    assert world.refused(OFFICE, said.FastLaneSubmission(submission_id=id, department="water")) == "already_in_item"
    assert world.refused(DEPUTY, said.CreateTopic(title="议题", submission_ids=(id,))) == "submission_not_free"
