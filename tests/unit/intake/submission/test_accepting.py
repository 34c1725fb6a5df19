"""The office takes a matter on: once, with or without saying what kind of matter it is."""

import pytest

from shared.kernel.messages.base import Command
from shared.language.behaviour import law_of
from shared.language.contracts import intake as said
from tests.support.township import with_rules
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld

TEXT = "东岙村口的路灯三盏都不亮了，晚上走路看不见"


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_the_office_may_accept_with_or_without_a_category(world: IntakeWorld) -> None:
    for category in (None, "transport.bus"):
        id = world.submitted()
        world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=id, category=category))
        assert world.submission(id).category == category
        assert world.submission(id).accepted_at == NOW


def test_what_is_accepted_is_not_accepted_again(world: IntakeWorld) -> None:
    assert world.refused(NOW, OFFICE, said.AcceptSubmission(submission_id=world.accepted())) == "wrong_state"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (said.AcceptSubmission(submission_id="id-1", category="no.such"), "unknown_category"),
        (said.AcceptSubmission(submission_id="id-404"), "unknown_thing"),
    ],
)
def test_unknown_codes_are_refused_by_name(world: IntakeWorld, command: Command, code: str) -> None:
    assert world.submitted() == "id-1"
    assert world.refused(NOW, OFFICE, command) == code


def test_the_office_may_follow_the_suggestion_without_spelling_it_out_or_name_something_else(
    world: IntakeWorld,
) -> None:
    followed, named, open_ = (world.submitted(TEXT) for _ in range(3))
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=followed, as_suggested=True))
    world.must(
        NOW, OFFICE, said.AcceptSubmission(submission_id=named, as_suggested=True, category="transport.road")
    )
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=open_))
    assert [world.submission(id).category for id in (followed, named, open_)] == [
        "town.lighting",
        "transport.road",
        None,
    ]
    assert world.submission(followed).kind is not None


@pytest.mark.parametrize(
    ("more", "code"), [({"kind": "rant"}, "unknown_kind"), ({"urgency": "now"}, "unknown_urgency")]
)
def test_the_office_names_what_there_is(world: IntakeWorld, more: dict[str, str], code: str) -> None:
    accept = said.AcceptSubmission.model_validate({"submission_id": world.submitted(), **more})
    assert world.refused(NOW, OFFICE, accept) == code


def test_what_triage_would_turn_away_is_not_accepted_unread(world: IntakeWorld) -> None:
    debt = world.submitted("隔壁老王欠我三万块钱不还，请政府帮我要回来")
    assert world.refused(NOW, OFFICE, said.AcceptSubmission(submission_id=debt, as_suggested=True)) == (
        "suggested_inadmissible"
    )
    world.must(NOW, OFFICE, said.AcceptSubmission(submission_id=debt, category="other.unclear"))


def test_a_person_decides_what_triage_is_not_sure_of(world: IntakeWorld) -> None:
    unsure = world.submitted("那边那个东西老是弄不好，跟上次一样")
    triage = world.submission(unsure).triage
    assert triage
    assert not triage.category.sure
    asked = said.AcceptSubmission(submission_id=unsure, as_suggested=True)
    assert world.refused(NOW, OFFICE, asked) == "suggestion_unsure"
    said_all = {"category": "transport.road", "kind": "question"}
    world.must(NOW, OFFICE, asked.model_copy(update=said_all))


def test_the_township_says_how_sure_is_sure(world: IntakeWorld) -> None:
    world.law = law_of(with_rules(NOW.date(), ("intake.suggestion_followed_from", "1")).township)
    id = world.submitted(TEXT)
    asked = said.AcceptSubmission(submission_id=id, as_suggested=True)
    assert world.refused(NOW, OFFICE, asked) == "suggestion_unsure"


def test_praise_is_answered_by_the_office_and_no_department_has_to_act(world: IntakeWorld) -> None:
    thanks = world.submitted("谢谢你们，路修好了，给交通站点赞！")
    world.must(NOW, OFFICE, said.AnswerOnTheSpot(submission_id=thanks, text="谢谢鼓励，已转告交通站。"))
    ended = world.submission(thanks)
    assert (ended.state, ended.kind) == ("closed", "praise")
    assert ended.untold_since == NOW
