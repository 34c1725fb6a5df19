"""Triage suggests when a matter is raised; people decide, and what they decide is kept to learn from."""

from typing import Any

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, PROOF, SECRET, IntakeWorld

TEXT = "东岙村口的路灯三盏都不亮了，晚上走路看不见"


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def suggestion(event: object) -> said.TriageSuggestion:
    assert isinstance(event, said.SubmissionReceived | said.SubmissionEdited)
    assert event.triage is not None
    return event.triage


def lessons(world: IntakeWorld) -> list[dict[str, Any]]:
    return [row["example"] for row in world.rows if row["table"] == "triage_decisions"]


def test_whoever_hears_of_a_matter_hears_what_triage_suggests_and_why(world: IntakeWorld) -> None:
    told = suggestion(world.must(NOW, CITIZEN, said.SubmitSubmission(text=TEXT, channel="online")))
    assert (told.category.value, told.department.value, told.leader.value) == (
        "town.lighting",
        "construction",
        "leader-2",
    )
    for field in (field for _, field in told if isinstance(field, said.Suggested)):
        assert field.why.zh
        assert field.why.en
        assert 0 <= field.confidence <= 1


def test_the_urgency_is_the_suggested_one_until_the_office_says_otherwise(world: IntakeWorld) -> None:
    id = world.submitted("液化气罐漏气了，满屋子都是味道，快来人")
    assert world.submission(id).urgency == "danger"
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id, urgency="ordinary"))
    assert world.submission(id).urgency == "ordinary"


def test_every_decision_is_kept_beside_the_suggestion(world: IntakeWorld) -> None:
    accepted, sent, refused = (world.submitted(TEXT) for _ in range(3))
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=accepted, category="transport.road"))
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=sent, department="power"))
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=refused, reason_code="promotion"))
    first, second, third = lessons(world)
    assert (first["category"], first["suggested"]["category"]) == ("transport.road", "town.lighting")
    assert (second["department"], second["small_matter"], second["suggested"]["department"]) == (
        "power",
        True,
        "construction",
    )
    assert (third["admissible"], third["inadmissible_reason"]) == (False, "promotion")
    assert {lesson["decided_by"] for lesson in (first, second, third)} == {OFFICE.id}


def test_nothing_is_learned_from_what_is_refused_to_the_office(world: IntakeWorld) -> None:
    id = world.submitted()
    assert (
        world.refused(NOW, OFFICE, said.AcceptSubmission(submission_id=id, category="no.such"))
        == "unknown_category"
    )
    assert world.refused(NOW, OFFICE, said.AcceptSubmission(submission_id="no-such")) == "unknown_thing"
    assert lessons(world) == []


def test_what_is_learned_from_holds_no_private_number(world: IntakeWorld) -> None:
    id = world.submitted(f"{TEXT}，联系13800003391")
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id))
    assert "13800003391" not in str(lessons(world))


def test_new_words_are_triaged_anew(world: IntakeWorld) -> None:
    id = world.submitted(TEXT, proof=PROOF)
    edit = said.EditSubmission(submission_id=id, text="自来水停了两天，整个村都没水", proof=SECRET)
    assert suggestion(world.must(NOW, CITIZEN, edit)).category.value == "utility.water"
    assert (
        world.refused(NOW, CITIZEN, edit.model_copy(update={"submission_id": "no-such"})) == "unknown_thing"
    )
