"""The office strikes words out of what is public of a matter, whatever has become of it."""

import pytest

from services.intake.domain.submission.submission import STATES
from shared.kernel.messages.base import Event
from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemRedacted
from shared.language.contracts.publication import Redaction
from shared.language.contracts.scheduling import MeetingRedacted, VisitRedacted
from tests.unit.intake.news import item
from tests.unit.intake.world import NOW, OFFICE, PROOF, IntakeWorld
from tests.unit.redacting import WHY, examples_of, read

SUMMARY = "与山后村王某的纠纷，请到法院"
EXAMPLES = examples_of(
    said.RedactSubmission(submission_id="D1", words="路灯", why=WHY),
    (said.TopicRedacted, MeetingRedacted, VisitRedacted, ItemRedacted),
    STATES,
)


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def refused(world: IntakeWorld) -> str:
    """A matter of which everybody reads a summary, and that was refused."""
    id = world.submitted(proof=PROOF)
    shown = said.PublishSubmission(submission_id=id, extent="summary", title="纠纷", text=SUMMARY)
    world.must(NOW, OFFICE, shown)
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion"))
    return id


def redacted(world: IntakeWorld, id: str, words: str) -> Event:
    return world.must(NOW, OFFICE, said.RedactSubmission(submission_id=id, words=words, why=WHY))


def test_the_public_reads_it_without_the_words_and_its_raiser_is_to_be_told(world: IntakeWorld) -> None:
    id = refused(world)
    world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))
    event = redacted(world, id, "王某")
    assert isinstance(event, said.SubmissionRedacted)
    assert "王某" not in read(event)
    assert "山后村██的纠纷" in read(event)
    assert event.submission.published
    assert event.submission.published.text == SUMMARY
    assert world.submission(id).untold_since == NOW
    command = said.RedactSubmission(submission_id=id, words="王某", why=WHY)
    assert world.refused(NOW, OFFICE, command) == "words_not_public"


def test_what_an_item_loses_goes_out_of_the_matter_that_says_the_same(world: IntakeWorld) -> None:
    id = world.accepted(proof=PROOF)
    text = "王某家门口的灯不亮"
    shown = said.PublishSubmission(submission_id=id, extent="summary", title="路灯", text=text)
    world.must(NOW, OFFICE, shown)
    struck = Redaction(words="王某", why=WHY, by=OFFICE.id, at=NOW)
    of_item = item("I1", (id,), rounds=0).model_copy(update={"redactions": (struck,)})
    world.hears(NOW, ItemRedacted(item=of_item))
    told = world.events[-1]
    assert isinstance(told, said.SubmissionRedacted)
    assert "王某" not in read(told)
    assert told.submission.published
    assert told.submission.published.text == text
    assert told.submission.redactions == (struck,)
    assert told.submission.untold_since == NOW


def test_who_took_the_matter_back_is_told_nothing_more(world: IntakeWorld) -> None:
    id = refused(world)
    world.must(NOW, OFFICE, said.ReopenSubmission(submission_id=id, why="点错了"))
    world.must(NOW, OFFICE, said.PublishSubmission(submission_id=id, extent="full"))
    world.must(NOW, OFFICE, said.WithdrawSubmission(submission_id=id))
    before = world.submission(id).untold_since
    redacted(world, id, "路灯")
    assert world.submission(id).untold_since == before
