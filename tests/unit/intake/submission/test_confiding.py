"""A confidential matter is the house's alone, and is kept from those whom it concerns (V10, V03)."""

from decimal import Decimal
from typing import Any

import pytest

from shared.kernel.messages.audience import public_json
from shared.language.contracts import intake as said
from shared.language.directory.choosing import SHOWN
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, OFFICE, PROOF, SECRET, IntakeWorld

FULL = said.Publication(extent="full")


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def confide(id: str, *recused: str) -> said.MakeConfidential:
    return said.MakeConfidential(submission_id=id, why="怕被报复", recused=recused)


def faces(world: IntakeWorld) -> list[str | None]:
    """What everybody hears of each event; empty: nothing."""
    return [public_json(event) for event in world.events]


def test_v10_nobody_but_the_house_hears_anything_of_a_matter_that_is_confidential_from_the_start(
    world: IntakeWorld,
) -> None:
    id = world.submitted(confidential=True, proof=PROOF)
    world.must(NOW, OFFICE, confide(id, "leader-2"))
    world.must(NOW, CITIZEN, said.EditSubmission(submission_id=id, text="村里的账目不对", proof=SECRET))
    world.must(NOW, OFFICE, said.AskRaiser(submission_id=id, question="哪一年？"))
    world.must(NOW, CITIZEN, said.InformSubmission(submission_id=id, text="去年", proof=SECRET))
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id))
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
    assert set(faces(world)) == {""}


def test_v10_others_hear_once_that_there_is_no_more_and_read_nothing_of_what_was_published(
    world: IntakeWorld,
) -> None:
    id = world.submitted()
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id, publish=FULL))
    event = world.must(NOW, OFFICE, confide(id))
    assert isinstance(event, said.SubmissionMadeConfidential)
    last = public_json(event)
    assert last
    told = said.SubmissionMadeConfidential.model_validate_json(last).submission
    assert (told.confidential, told.published, told.confidential_why) == (True, None, "")
    assert "路灯不亮" not in last
    world.must(NOW, OFFICE, confide(id, "leader-2"))
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
    assert faces(world)[-2:] == ["", ""]


def test_v10_a_confidential_matter_is_not_published_supported_or_put_to_a_meeting(world: IntakeWorld) -> None:
    id = world.submitted(confidential=True)
    with_it = said.AcceptSubmission(submission_id=id, publish=FULL)
    publish = said.PublishSubmission(submission_id=id, extent="full")
    assert world.refused(NOW, OFFICE, with_it) == "confidential_not_published"
    assert world.refused(NOW, OFFICE, publish) == "confidential_not_published"
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id))
    topic = said.CreateTopic(title="账目", submission_ids=(id,))
    assert world.refused(NOW, DEPUTY, topic) == "submission_confidential"
    support = said.SupportSubmission(submission_id=id, person="account:1")
    assert world.refused(NOW, CITIZEN, support) == "unknown_thing"


def test_v10_whom_it_concerns_does_not_act_on_it(world: IntakeWorld) -> None:
    id = world.accepted(proof=PROOF)
    world.must(NOW, OFFICE, confide(id, DEPUTY.id))
    ask = said.AskRaiser(submission_id=id, question="是哪一盏")
    assert world.refused(NOW, DEPUTY, ask) == "actor_is_recused"
    world.must(NOW, OFFICE, said.LiftConfidentiality(submission_id=id, why="误设"))
    world.must(NOW, DEPUTY, ask)


def test_somebody_of_the_office_is_left_to_act_on_it(world: IntakeWorld) -> None:
    assert world.refused(NOW, OFFICE, confide(world.submitted(), OFFICE.id)) == "office_all_recused"


def test_a_recused_person_is_one_of_the_list(world: IntakeWorld) -> None:
    assert world.refused(NOW, OFFICE, confide(world.submitted(), "nobody-9")) == "unknown_people"


def test_of_the_people_who_may_be_meant_a_few_are_named(world: IntakeWorld) -> None:
    answer = world.refusal(NOW, OFFICE, confide(world.submitted(), "office-9"))
    assert "office-1" in answer.one_of
    assert len(answer.one_of) <= SHOWN
    assert "office-1（" in dict(answer.values)["known"]


def test_what_is_part_of_a_topic_is_released_first(world: IntakeWorld) -> None:
    id = world.accepted()
    world.must(NOW, DEPUTY, said.CreateTopic(title="路灯", text="不亮", submission_ids=(id,)))
    assert world.refused(NOW, OFFICE, confide(id)) == "confidential_in_topic"
    topic = world.submission(id).topic_id or ""
    release = said.ReleaseSubmissions(topic_id=topic, submission_ids=(id,), reason="怕被报复")
    world.must(NOW, DEPUTY, release)
    world.must(NOW, OFFICE, confide(id))


def test_what_is_lifted_is_heard_of_again_and_stays_unpublished(world: IntakeWorld) -> None:
    id = world.submitted()
    world.must(NOW, OFFICE, said.PublishSubmission(submission_id=id, extent="full"))
    lift = said.LiftConfidentiality(submission_id=id, why="误设")
    assert world.refused(NOW, OFFICE, lift) == "not_confidential"
    world.must(NOW, OFFICE, confide(id))
    event = world.must(NOW, OFFICE, lift)
    face = public_json(event)
    assert face
    assert "路灯不亮" not in face
    assert "误设" not in face
    after = world.submission(id)
    assert (after.confidential, after.published, len(after.earlier_published)) == (False, None, 1)


def test_the_parts_of_a_confidential_matter_are_confidential(world: IntakeWorld) -> None:
    id = world.submitted(text="一、村口路灯坏了三盏；二、自来水发黄。", confidential=True)
    pieces = ("村口路灯坏了三盏", "自来水发黄")
    world.must(NOW, OFFICE, said.SplitSubmission(submission_id=id, pieces=pieces))
    assert set(faces(world)) == {""}


@pytest.mark.parametrize("hidden", ["anonymous", "confidential"])
def test_v03_the_point_of_a_raiser_who_hides_is_kept_to_about_500_metres(
    world: IntakeWorld, hidden: str
) -> None:
    point: dict[str, Any] = {"latitude": Decimal("30.1755432"), "longitude": Decimal("122.1891987")}
    for more, kept in (({hidden: True}, ("30.175", "122.190")), ({}, ("30.1755432", "122.1891987"))):
        submission = world.submission(world.submitted(**(point | more)))
        assert (submission.latitude, submission.longitude) == tuple(map(Decimal, kept))


def test_v03_the_point_of_what_is_made_confidential_is_rounded(world: IntakeWorld) -> None:
    id = world.submitted(latitude=Decimal("30.1755432"), longitude=Decimal("122.1891987"))
    world.must(NOW, OFFICE, confide(id))
    assert world.submission(id).latitude == Decimal("30.175")
