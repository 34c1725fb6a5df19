"""How a matter is raised: by whom, by which way, of what kind, with which answers, and what is kept of it."""

from typing import Any

import pytest

from services.intake.domain.headline import HEADLINE
from services.intake.domain.trace_code import is_valid
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake as said
from tests.support.township import lists
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def received(world: IntakeWorld) -> said.SubmissionSnapshot:
    event = world.events[-1]
    assert isinstance(event, said.SubmissionReceived)
    return event.submission


def raising(**more: Any) -> said.SubmitSubmission:
    return said.SubmitSubmission.model_validate({"text": "路灯不亮", "channel": "online", **more})


def snapshot(event: object) -> said.SubmissionSnapshot:
    assert isinstance(event, said.SubmissionEvent)
    return event.submission


def test_whoever_raises_a_matter_gets_a_valid_trace_code(world: IntakeWorld) -> None:
    world.submitted()
    assert is_valid(received(world).trace_code)


def test_no_two_submissions_have_the_same_trace_code(world: IntakeWorld) -> None:
    codes = {world.submission(world.submitted()).trace_code for _ in range(50)}
    assert len(codes) == 50


def test_contact_data_is_kept_apart_from_document_and_event(world: IntakeWorld) -> None:
    contact = said.Contact(name="周海根", phone="13800003391")
    id = world.submitted(contact=contact)
    assert world.contacts == [
        {"table": "contacts", "submission_id": id, "name": "周海根", "phone": "13800003391", "stored_at": NOW}
    ]
    assert "13800003391" not in f"{world.submission(id)}{world.events}"
    assert "周海根" not in f"{world.submission(id)}{world.events}"


@pytest.mark.parametrize("contact", [None, said.Contact(), said.Contact(name="", phone=" ")])
def test_without_contact_data_no_row_is_kept(world: IntakeWorld, contact: said.Contact | None) -> None:
    world.submitted(contact=contact)
    assert world.contacts == []


def test_the_original_words_are_kept_and_others_see_them_masked(world: IntakeWorld) -> None:
    id = world.submitted("泵站坏了，联系人电话13800003391。", title="找13800003391")
    assert world.submission(id).original_text == "泵站坏了，联系人电话13800003391。"
    assert world.submission(id).original_title == "找13800003391"
    assert received(world).text == "泵站坏了，联系人电话〔电话〕。"
    assert "13800003391" not in world.events[-1].model_dump_json()


def test_a_submission_without_title_is_called_by_its_first_sentence(world: IntakeWorld) -> None:
    world.submitted("路灯不亮！请派人来修。")
    assert received(world).title == "路灯不亮"


def test_a_long_first_sentence_is_cut(world: IntakeWorld) -> None:
    world.submitted("长" * 100)
    assert received(world).title == "长" * (HEADLINE - 1) + "…"


def test_what_a_deputy_or_clerk_enters_names_who_entered_it(world: IntakeWorld) -> None:
    submit = said.SubmitSubmission(text="路灯不亮", channel="visit")
    for actor in (DEPUTY, OFFICE):
        world.must(NOW, actor, submit)
        assert received(world).entered_by == actor.id
    world.must(NOW, CITIZEN, submit)
    assert received(world).entered_by is None


def test_the_head_raises_no_submissions(world: IntakeWorld) -> None:
    assert world.refused(NOW, HEAD, said.SubmitSubmission(text="路灯不亮", channel="online")) == "wrong_role"


@pytest.mark.parametrize(
    ("more", "code"), [({"channel": "fax"}, "unknown_channel"), ({"village": "V99"}, "unknown_village")]
)
def test_unknown_codes_are_refused_when_a_matter_is_raised(
    world: IntakeWorld, more: dict[str, str], code: str
) -> None:
    fields = {"text": "路灯不亮", "channel": "online", **more}
    assert world.refused(NOW, CITIZEN, said.SubmitSubmission.model_validate(fields)) == code


@pytest.mark.parametrize("channel", sorted(lists().channels))
def test_a_matter_comes_by_every_channel_of_the_township(world: IntakeWorld, channel: str) -> None:
    assert snapshot(world.must(NOW, CITIZEN, raising(channel=channel))).channel == channel


@pytest.mark.parametrize("kind", sorted(lists().kinds))
def test_a_matter_may_say_of_what_kind_it_is(world: IntakeWorld, kind: str) -> None:
    assert snapshot(world.must(NOW, CITIZEN, raising(kind=kind))).kind == kind


@pytest.mark.parametrize(
    ("actor", "on_behalf", "for_another"),
    [(CITIZEN, True, False), (DEPUTY, True, True), (OFFICE, True, True), (DEPUTY, False, False)],
    ids=["citizen", "deputy for a villager", "clerk for a villager", "deputy's own matter"],
)
def test_what_is_entered_for_somebody_else_says_so(
    world: IntakeWorld, actor: Actor, on_behalf: bool, for_another: bool
) -> None:
    told = snapshot(world.must(NOW, actor, raising(on_behalf=on_behalf)))
    assert told.on_behalf is for_another
    assert (told.entered_by is None) is (actor is CITIZEN)


def test_of_an_anonymous_raiser_no_name_is_kept_but_the_phone_to_answer(world: IntakeWorld) -> None:
    contact = said.Contact(name="周海根", phone="13800003391")
    assert snapshot(world.must(NOW, CITIZEN, raising(anonymous=True, contact=contact))).anonymous
    assert [(row["name"], row["phone"]) for row in world.contacts] == [(None, "13800003391")]


def test_a_place_may_be_told_in_words_and_numbers_in_it_are_masked(world: IntakeWorld) -> None:
    told = snapshot(world.must(NOW, CITIZEN, raising(address="东岙村文化礼堂旁，13800003391", village="V01")))
    assert told.address == "东岙村文化礼堂旁，〔电话〕"


def test_the_extra_questions_of_the_category_are_answered(world: IntakeWorld) -> None:
    details = {"depth": "knee", "indoors": "no"}
    told = snapshot(world.must(NOW, CITIZEN, raising(category="town.drainage", details=details)))
    assert (told.category, told.details) == ("town.drainage", details)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "rant"}, "unknown_kind"),
        ({"category": "no.such"}, "unknown_category"),
        ({"details": {"depth": "knee"}}, "unknown_question"),
        ({"category": "town.drainage", "details": {"pole": "7"}}, "unknown_question"),
        ({"category": "town.drainage", "details": {"depth": "deep"}}, "answer_not_allowed"),
        ({"category": "town.lighting", "details": {"pole": " "}}, "answer_not_allowed"),
        ({"category": "transport.bus"}, "question_unanswered"),
        ({"category": "transport.bus", "details": {"stop": "码头"}}, "question_unanswered"),
    ],
)
def test_what_the_township_does_not_ask_for_is_refused(
    world: IntakeWorld, more: dict[str, Any], code: str
) -> None:
    assert world.refused(NOW, CITIZEN, raising(**more)) == code


def test_extra_questions_are_about_categories_that_exist() -> None:
    assert set(lists().questions) <= set(lists().categories)
