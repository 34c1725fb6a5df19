"""What was sorted or written wrongly is put right openly."""

import pytest

from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAnswered, ItemAssigned
from tests.unit.intake.news import item
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def anew(id: str, **more: str) -> said.ReclassifySubmission:
    return said.ReclassifySubmission(submission_id=id, why="归错了类", **more)


def test_the_office_sorts_anew_and_what_was_before_stays_readable(world: IntakeWorld) -> None:
    id = world.accepted(village="V01", category="town.drainage")
    event = world.must(NOW, OFFICE, anew(id, village="V02", urgency="danger"))
    assert isinstance(event, said.SubmissionReclassified)
    assert event.call_now
    submission = world.submission(id)
    assert (submission.village, submission.urgency, submission.untold_since) == ("V02", "danger", NOW)
    assert (submission.reclassified[0].village, submission.reclassified[0].why) == ("V01", "归错了类")
    assert "pass_on_danger" in world.awaited(submission)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "nothing_to_change"),
        ({"village": "V01"}, "nothing_to_change"),
        ({"village": "V99"}, "unknown_village"),
        ({"urgency": "soon"}, "unknown_urgency"),
    ],
)
def test_what_changes_nothing_or_is_not_listed_is_refused(
    world: IntakeWorld, more: dict[str, str], code: str
) -> None:
    id = world.accepted(village="V01")
    assert world.refused(NOW, OFFICE, anew(id, **more)) == code


def test_while_a_department_has_it_the_urgency_stays_and_the_rest_may_change(world: IntakeWorld) -> None:
    id = world.submitted(village="V01")
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    assert world.refused(NOW, OFFICE, anew(id, urgency="danger")) == "urgency_in_hand"
    world.must(NOW, OFFICE, anew(id, village="V02"))
    assert world.submission(id).village == "V02"


def corrected(id: str) -> said.CorrectReply:
    return said.CorrectReply(submission_id=id, text="请到县信访局", why="写错了")


def test_a_refusals_words_are_corrected_and_the_raiser_told_anew(world: IntakeWorld) -> None:
    id = world.submitted()
    world.must(NOW, OFFICE, said.RejectSubmission(submission_id=id, reason_code="promotion", note="请到县府"))
    world.must(NOW, OFFICE, said.TellRaiser(submission_id=id, how="phone"))
    world.must(NOW, OFFICE, corrected(id))
    submission = world.submission(id)
    assert (submission.refused_note, submission.untold_since) == ("请到县信访局", NOW)
    assert submission.reply_corrections[0].earlier == "请到县府"


def test_the_countys_answer_as_it_was_written_down_is_corrected(world: IntakeWorld) -> None:
    id = world.submitted()
    world.must(NOW, OFFICE, said.ForwardSubmission(submission_id=id, to="县水利局", why="县管"))
    world.must(NOW, OFFICE, said.RecordCountyAnswer(submission_id=id, text="十一月开工"))
    world.must(NOW, OFFICE, corrected(id))
    assert world.submission(id).forwardings[-1].answer == "请到县信访局"
    assert world.submission(id).reply_corrections[0].earlier == "十一月开工"


def test_an_answer_on_the_spot_is_corrected(world: IntakeWorld) -> None:
    id = world.submitted(kind="consultation")
    world.must(NOW, OFFICE, said.AnswerOnTheSpot(submission_id=id, text="周一开门"))
    world.must(NOW, OFFICE, corrected(id))
    spoken = world.submission(id).spoken_answer
    assert spoken
    assert spoken.text == "请到县信访局"


def test_a_departments_answer_is_not_the_offices_to_correct(world: IntakeWorld) -> None:
    id = world.accepted()
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    world.hears(NOW, ItemAnswered(item=item("I1", (id,))))
    assert world.refused(NOW, OFFICE, corrected(id)) == "reply_is_departments"
