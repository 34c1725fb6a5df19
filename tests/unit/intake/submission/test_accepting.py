"""The office takes a matter on: once, with or without saying what kind of matter it is."""

import pytest

from shared.kernel.messages.base import Command
from shared.language.contracts import intake as said
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
