"""What the office sees before it publishes is what everybody then hears, by the same functions."""

from typing import Any

import pytest

from services.intake.domain.submission.previewing import Preview, Words, previews
from shared.kernel.messages.audience import public_json
from shared.language.contracts import intake as said
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld

CALL = "路灯坏了，请打13912345678找我，我家住东岙路12号"
SUMMARY = Words("路灯", "有村民反映路灯不亮，电话13912345678")


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def seen(world: IntakeWorld, id: str, summary: Words | None = SUMMARY, **how: Any) -> dict[str, Preview]:
    """Each choice, by its name."""
    situation = world.law.situation(NOW, OFFICE, "", None)
    return {one.extent: one for one in previews(world.submission(id), situation, summary, **how)}


def heard(world: IntakeWorld, id: str, **choice: Any) -> said.SubmissionSnapshot:
    """What everybody hears when the office chooses that."""
    event = world.must(NOW, OFFICE, said.PublishSubmission(submission_id=id, **choice))
    face = public_json(event)
    assert face
    return said.SubmissionPublished.model_validate_json(face).submission


@pytest.mark.parametrize(
    "choice",
    [
        {"extent": "full"},
        {"extent": "full", "without_address": True},
        {"extent": "summary", "title": SUMMARY.title, "text": SUMMARY.text},
    ],
)
def test_what_is_seen_is_what_is_heard(world: IntakeWorld, choice: dict[str, Any]) -> None:
    id = world.submitted(text=CALL, address="桥头", village="V01")
    before = seen(world, id, without_address="without_address" in choice)[choice["extent"]].reads
    after = heard(world, id, **choice)
    assert before
    assert before.model_dump(exclude={"waiting"}) == after.model_dump(exclude={"waiting"})


def test_every_masked_piece_is_marked_with_kind_and_place(world: IntakeWorld) -> None:
    id = world.submitted(text=CALL, title="请打13912345678")
    full = seen(world, id)["full"]
    assert full.kinds == {"phone": 2, "house": 1}
    original = {"title": "请打13912345678", "text": CALL}
    pieces = [(one.kind, original[one.field][one.start : one.end]) for one in full.masked]
    assert pieces == [("phone", "13912345678"), ("phone", "13912345678"), ("house", "12号")]


def test_a_summary_is_seen_masked_and_an_empty_one_says_what_it_wants(world: IntakeWorld) -> None:
    id = world.submitted()
    summary = seen(world, id)["summary"]
    assert summary.reads
    assert summary.reads.published
    assert summary.reads.published.text == "有村民反映路灯不亮，电话〔电话〕"
    assert summary.kinds == {"phone": 1}
    refused = seen(world, id, Words("路灯", ""))["summary"]
    assert (refused.refused and refused.refused.code, refused.reads) == ("summary_without_words", None)


def test_what_was_struck_out_is_seen_struck_out_and_counted(world: IntakeWorld) -> None:
    id = world.submitted(text="张三家的路灯坏了", title="路灯")
    heard(world, id, extent="full")
    world.must(NOW, OFFICE, said.RedactSubmission(submission_id=id, words="张三", why="姓名"))
    full = seen(world, id)["full"]
    assert full.reads
    assert full.reads.published
    assert (full.reads.published.text, full.struck_out) == ("██家的路灯坏了", 1)


def test_what_is_so_already_is_said_and_what_cannot_be_says_why(world: IntakeWorld) -> None:
    id = world.submitted()
    heard(world, id, extent="full")
    again = seen(world, id)["full"]
    assert (again.refused and again.refused.code, bool(again.reads)) == ("nothing_to_change", True)
    world.must(NOW, OFFICE, said.MakeConfidential(submission_id=id, why="举报"))
    kept = seen(world, id)
    assert kept["full"].refused
    assert kept["full"].refused.code == "confidential_not_published"
    assert (kept["no"].reads, kept["full"].reads) == (None, None)


def test_looking_changes_nothing(world: IntakeWorld) -> None:
    id = world.submitted(text=CALL)
    before, events = world.submission(id), len(world.events)
    seen(world, id)
    assert (world.submission(id), len(world.events)) == (before, events)
