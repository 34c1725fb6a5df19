"""How a matter may be raised: by whom, by which way, of what kind, with which answers, and how often."""

from typing import Any

import pytest

from services.intake.storage.tables import SUBMISSION
from shared.contracts import intake as said
from shared.contracts.envelope import Actor
from shared.reference import reference
from shared.reference.questions import extra_questions
from tests.unit.intake.world import CITIZEN, DEPUTY, OFFICE, PROOF, World

KEY = "station-2026-0007"


@pytest.fixture
def world() -> World:
    return World()


def raising(**more: Any) -> said.SubmitSubmission:
    return said.SubmitSubmission.model_validate({"text": "路灯不亮", "channel": "online", **more})


def snapshot(event: object) -> said.SubmissionSnapshot:
    assert isinstance(event, said.SubmissionEvent)
    return event.submission


@pytest.mark.parametrize("channel", sorted(reference().channels))
def test_a_matter_comes_by_every_channel_of_the_township(world: World, channel: str) -> None:
    assert snapshot(world.must(CITIZEN, raising(channel=channel))).channel == channel


@pytest.mark.parametrize("kind", sorted(reference().kinds))
def test_a_matter_may_say_of_what_kind_it_is(world: World, kind: str) -> None:
    assert snapshot(world.must(CITIZEN, raising(kind=kind))).kind == kind


@pytest.mark.parametrize(
    ("actor", "on_behalf", "for_another"),
    [(CITIZEN, True, False), (DEPUTY, True, True), (OFFICE, True, True), (DEPUTY, False, False)],
    ids=["citizen", "deputy for a villager", "clerk for a villager", "deputy's own matter"],
)
def test_what_is_entered_for_somebody_else_says_so(
    world: World, actor: Actor, on_behalf: bool, for_another: bool
) -> None:
    told = snapshot(world.must(actor, raising(on_behalf=on_behalf)))
    assert told.on_behalf is for_another
    assert (told.entered_by is None) is (actor is CITIZEN)


def test_of_an_anonymous_raiser_no_name_is_kept_but_the_phone_to_answer(world: World) -> None:
    contact = said.Contact(name="周海根", phone="13800003391")
    assert snapshot(world.must(CITIZEN, raising(anonymous=True, contact=contact))).anonymous
    assert [(row["name"], row["phone"]) for row in world.contacts] == [(None, "13800003391")]


def test_a_place_may_be_told_in_words_and_numbers_in_it_are_masked(world: World) -> None:
    told = snapshot(world.must(CITIZEN, raising(address="东岙村文化礼堂旁，13800003391", village="V01")))
    assert told.address == "东岙村文化礼堂旁，〔电话〕"


def test_the_extra_questions_of_the_category_are_answered(world: World) -> None:
    details = {"depth": "knee", "indoors": "no"}
    told = snapshot(world.must(CITIZEN, raising(category="town.drainage", details=details)))
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
def test_what_the_township_does_not_ask_for_is_refused(world: World, more: dict[str, Any], code: str) -> None:
    assert world.refused(CITIZEN, raising(**more)) == code


def test_extra_questions_are_about_categories_that_exist() -> None:
    assert set(extra_questions()) <= set(reference().categories)


def test_the_same_key_again_tells_the_submission_that_it_made(world: World) -> None:
    first = snapshot(world.must(CITIZEN, raising(idempotency_key=KEY)))
    again = world.must(CITIZEN, raising(idempotency_key=KEY))
    assert isinstance(again, said.SubmissionKnown)
    assert (again.submission.submission_id, again.submission.trace_code) == (first.submission_id, first.trace_code)
    assert [kind for kind, _ in world.things] == [SUBMISSION.name]


def test_the_same_key_tells_how_the_submission_stands_by_now(world: World) -> None:
    first = snapshot(world.must(CITIZEN, raising(idempotency_key=KEY)))
    world.must(OFFICE, said.RejectSubmission(submission_id=first.submission_id, reason_code="no_content"))
    assert snapshot(world.must(CITIZEN, raising(idempotency_key=KEY))).state == "rejected"


def test_who_sends_again_may_have_drawn_another_proof_but_the_first_holds(world: World) -> None:
    world.must(CITIZEN, raising(idempotency_key=KEY, proof=PROOF))
    again = snapshot(world.must(CITIZEN, raising(idempotency_key=KEY, proof=PROOF.replace("$0", "$f", 1))))
    assert again.proof == PROOF


def test_sending_again_keeps_no_contact_twice(world: World) -> None:
    contact = said.Contact(phone="13800003391")
    for _ in range(2):
        world.must(CITIZEN, raising(idempotency_key=KEY, contact=contact))
    assert len(world.contacts) == 1


@pytest.mark.parametrize("more", [{"text": "另一件事"}, {"village": "V02"}, {"contact": said.Contact(phone="138")}])
def test_something_else_under_the_same_key_is_refused(world: World, more: dict[str, Any]) -> None:
    world.must(CITIZEN, raising(idempotency_key=KEY))
    assert world.refused(CITIZEN, raising(idempotency_key=KEY, **more)) == "key_used_for_other"


def test_without_a_key_the_same_words_are_two_submissions(world: World) -> None:
    ids = {snapshot(world.must(CITIZEN, raising())).submission_id for _ in range(2)}
    assert len(ids) == 2
