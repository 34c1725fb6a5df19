"""Triage suggests when a matter is raised; people decide, and what they decide is kept to learn from."""

from typing import Any

import pytest

from shared.contracts import intake as said
from tests.unit.intake.world import CITIZEN, OFFICE, PROOF, SECRET, World

TEXT = "东岙村口的路灯三盏都不亮了，晚上走路看不见"


@pytest.fixture
def world() -> World:
    return World()


def suggestion(event: object) -> said.TriageSuggestion:
    assert isinstance(event, said.SubmissionReceived | said.SubmissionEdited)
    assert event.triage is not None
    return event.triage


def lessons(world: World) -> list[dict[str, Any]]:
    return [row["example"] for row in world.rows if row["table"] == "triage_decisions"]


def test_whoever_hears_of_a_matter_hears_what_triage_suggests_and_why(world: World) -> None:
    told = suggestion(world.must(CITIZEN, said.SubmitSubmission(text=TEXT, channel="online")))
    assert (told.category.value, told.department.value, told.leader.value) == (
        "town.lighting",
        "construction",
        "leader-2",
    )
    for _, field in told:
        assert field.why.zh
        assert field.why.en
        assert 0 <= field.confidence <= 1


def test_the_urgency_is_the_suggested_one_until_the_office_says_otherwise(world: World) -> None:
    id = world.submitted("液化气罐漏气了，满屋子都是味道，快来人")
    assert world.submission(id).urgency == "danger"
    world.must(OFFICE, said.AcceptSubmission(submission_id=id, urgency="ordinary"))
    assert world.submission(id).urgency == "ordinary"


def test_the_office_may_follow_the_suggestion_without_spelling_it_out_or_name_something_else(world: World) -> None:
    followed, named, open_ = (world.submitted(TEXT) for _ in range(3))
    world.must(OFFICE, said.AcceptSubmission(submission_id=followed, as_suggested=True))
    world.must(OFFICE, said.AcceptSubmission(submission_id=named, as_suggested=True, category="transport.road"))
    world.must(OFFICE, said.AcceptSubmission(submission_id=open_))
    assert [world.submission(id).category for id in (followed, named, open_)] == [
        "town.lighting",
        "transport.road",
        None,
    ]
    assert world.submission(followed).kind is not None


@pytest.mark.parametrize(
    ("more", "code"), [({"kind": "rant"}, "unknown_kind"), ({"urgency": "now"}, "unknown_urgency")]
)
def test_the_office_names_what_there_is(world: World, more: dict[str, str], code: str) -> None:
    accept = said.AcceptSubmission.model_validate({"submission_id": world.submitted(), **more})
    assert world.refused(OFFICE, accept) == code


def test_every_decision_is_kept_beside_the_suggestion(world: World) -> None:
    accepted, sent, refused = (world.submitted(TEXT) for _ in range(3))
    world.must(OFFICE, said.AcceptSubmission(submission_id=accepted, category="transport.road"))
    world.must(OFFICE, said.FastLaneSubmission(submission_id=sent, department="power"))
    world.must(OFFICE, said.RejectSubmission(submission_id=refused, reason_code="promotion"))
    first, second, third = lessons(world)
    assert (first["category"], first["suggested"]["category"]) == ("transport.road", "town.lighting")
    assert (second["department"], second["small_matter"], second["suggested"]["department"]) == (
        "power",
        True,
        "construction",
    )
    assert (third["admissible"], third["inadmissible_reason"]) == (False, "promotion")
    assert {lesson["decided_by"] for lesson in (first, second, third)} == {OFFICE.id}


def test_nothing_is_learned_from_what_is_refused_to_the_office(world: World) -> None:
    id = world.submitted()
    assert world.refused(OFFICE, said.AcceptSubmission(submission_id=id, category="no.such")) == "unknown_category"
    assert world.refused(OFFICE, said.AcceptSubmission(submission_id="no-such")) == "unknown_thing"
    assert lessons(world) == []


def test_what_is_learned_from_holds_no_private_number(world: World) -> None:
    id = world.submitted(f"{TEXT}，联系13800003391")
    world.must(OFFICE, said.AcceptSubmission(submission_id=id))
    assert "13800003391" not in str(lessons(world))


def test_new_words_are_triaged_anew(world: World) -> None:
    id = world.submitted(TEXT, proof=PROOF)
    edit = said.EditSubmission(submission_id=id, text="自来水停了两天，整个村都没水", proof=SECRET)
    assert suggestion(world.must(CITIZEN, edit)).category.value == "utility.water"
    assert world.refused(CITIZEN, edit.model_copy(update={"submission_id": "no-such"})) == "unknown_thing"
