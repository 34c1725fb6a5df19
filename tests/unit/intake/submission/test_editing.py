"""Raisers put their own words right, for a while."""

from datetime import timedelta

import pytest

from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, NOW, PROOF, SECRET, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_words_put_right_are_masked_and_the_earlier_ones_are_kept_unpublished(world: IntakeWorld) -> None:
    id = world.submitted("路灯不亮", proof=PROOF)
    edit = said.EditSubmission(
        submission_id=id, text="路灯三盏不亮，找13800003391", village="V02", proof=SECRET
    )
    event = world.must(NOW + timedelta(hours=23), CITIZEN, edit)
    assert isinstance(event, said.SubmissionEdited)
    assert event.submission.text == "路灯三盏不亮，找〔电话〕"
    assert (event.submission.title, event.submission.village) == ("路灯三盏不亮，找〔电话〕", "V02")
    assert event.submission.edited_at == NOW + timedelta(hours=23)
    assert world.submission(id).earlier_texts == ("路灯不亮",)
    assert "13800003391" not in event.model_dump_json()


def test_a_title_given_at_first_stays_unless_another_is_given(world: IntakeWorld) -> None:
    id = world.submitted("不亮", title="村口路灯", proof=PROOF)
    world.must(NOW, CITIZEN, said.EditSubmission(submission_id=id, text="三盏不亮", proof=SECRET))
    assert world.submission(id).title == "村口路灯"
    world.must(NOW, CITIZEN, said.EditSubmission(submission_id=id, title="村口三盏路灯", proof=SECRET))
    assert (world.submission(id).title, world.submission(id).text) == ("村口三盏路灯", "三盏不亮")


@pytest.mark.parametrize(
    ("more", "hours", "code"),
    [
        ({"text": "三盏", "proof": SECRET}, 25, "edit_too_late"),
        ({"text": "三盏", "proof": "222"}, 1, "wrong_proof"),
        ({"proof": SECRET}, 1, "nothing_to_change"),
        ({"village": "V99", "proof": SECRET}, 1, "unknown_village"),
    ],
)
def test_words_are_not_changed_late_by_others_to_nothing_or_to_nonsense(
    world: IntakeWorld, more: dict[str, str], hours: int, code: str
) -> None:
    id = world.submitted(proof=PROOF)
    edit = said.EditSubmission.model_validate({"submission_id": id, **more})
    assert world.refused(NOW + timedelta(hours=hours), CITIZEN, edit) == code


def test_what_the_office_has_taken_on_is_not_rewritten(world: IntakeWorld) -> None:
    id = world.accepted(proof=PROOF)
    assert (
        world.refused(NOW, CITIZEN, said.EditSubmission(submission_id=id, text="三盏", proof=SECRET))
        == "wrong_state"
    )
