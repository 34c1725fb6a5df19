"""Several matters in one text (T19): the office splits it, and each goes its own way."""

import pytest

from services.intake.domain.submission.submission import Submission
from services.intake.storage.contacts import contact_of
from shared.language.contracts import intake as said
from tests.unit.intake.world import CITIZEN, NOW, OFFICE, PROOF, SECRET, IntakeWorld

TEXT = "一、村口路灯坏了三盏；二、自来水发黄；三、我妈妈养老金少发了两个月；四、隔壁养狗半夜叫。请逐项答复。"
CUT = ("村口路灯坏了三盏", "自来水发黄")
CONTACT = said.Contact(name="王阿婆", phone="13800138000")


@pytest.fixture
def world() -> IntakeWorld:
    made = IntakeWorld()
    made.answer(contact_of, lambda submission_id: CONTACT)
    return made


def split_up(world: IntakeWorld, pieces: tuple[str, ...] = ()) -> tuple[str, list[Submission]]:
    id = world.submitted(TEXT, proof=PROOF, village="V02")
    world.must(NOW, OFFICE, said.SplitSubmission(submission_id=id, pieces=pieces))
    return id, [world.submission(part) for part in world.submission(id).split_into]


def test_it_is_split_as_triage_has_cut_it_and_each_part_is_sorted_by_itself(world: IntakeWorld) -> None:
    _, parts = split_up(world)
    suggested = [part.triage.category.value for part in parts if part.triage]
    assert suggested == ["town.lighting", "utility.water", "social.labor", "safety.order"]
    assert {part.state for part in parts} == {"received"}
    assert len({part.trace_code for part in parts}) == 4


def test_or_as_the_office_cuts_it_in_the_raisers_own_words(world: IntakeWorld) -> None:
    _, parts = split_up(world, CUT)
    assert tuple(part.text for part in parts) == CUT


def test_each_part_is_the_same_raisers_and_counts_from_the_same_moment(world: IntakeWorld) -> None:
    id, parts = split_up(world, CUT)
    whole = world.submission(id)
    for part in parts:
        assert (part.split_from, part.submitted_at, part.counts_from, part.village) == (
            id,
            whole.submitted_at,
            whole.counts_from,
            "V02",
        )
        world.must(NOW, CITIZEN, said.WithdrawSubmission(submission_id=part.submission_id, proof=SECRET))
    assert [row["phone"] for row in world.contacts] == [CONTACT.phone] * 2


def test_the_whole_ends_and_its_raiser_is_to_be_told_of_the_parts(world: IntakeWorld) -> None:
    id, _ = split_up(world, CUT)
    whole = world.submission(id)
    assert (whole.state, whole.untold_since) == ("split", NOW)
    assert set(world.awaited(whole)) == {"tell"}
    world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))
    assert not world.awaited(world.submission(id))


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        (("村口路灯坏了三盏",), "one_matter_only"),
        (("村口路灯坏了三盏", "自来水有毒"), "not_the_raisers_words"),
        (("村口路灯坏了三盏", "村口路灯坏了三盏"), "pieces_overlap"),
        (("村口路灯坏了三盏", "坏了三盏；二、自来水发黄"), "pieces_overlap"),
        (("自来水发黄", "村口路灯坏了三盏"), "pieces_overlap"),
    ],
)
def test_nothing_is_put_into_the_raisers_mouth(
    world: IntakeWorld, pieces: tuple[str, ...], code: str
) -> None:
    id = world.submitted(TEXT)
    assert world.refused(NOW, OFFICE, said.SplitSubmission(submission_id=id, pieces=pieces)) == code
    assert world.submission(id).state == "received"


def test_one_matter_is_not_split_and_what_is_split_not_again(world: IntakeWorld) -> None:
    one, (id, _) = world.submitted("村口路灯坏了"), split_up(world)
    assert world.refused(NOW, OFFICE, said.SplitSubmission(submission_id=one)) == "one_matter_only"
    assert world.refused(NOW, OFFICE, said.SplitSubmission(submission_id=id)) == "wrong_state"


def test_nobody_else_splits(world: IntakeWorld) -> None:
    asked = said.SplitSubmission(submission_id=world.submitted(TEXT))
    assert world.refused(NOW, CITIZEN, asked) == "wrong_role"
