"""Questions to the raiser: the matter waits, goes on when they answer, and does not wait for ever."""

from datetime import timedelta

import pytest

from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAnswered, ItemAssigned
from tests.support.world import at
from tests.unit.intake.news import item
from tests.unit.intake.world import CITIZEN, DEPUTY, HEAD, NOW, OFFICE, PROOF, SECRET, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def asked(world: IntakeWorld, id: str, needed: bool = False) -> said.AskedBack:
    event = world.must(NOW, OFFICE, said.AskRaiser(submission_id=id, question="哪一盏灯？", needed=needed))
    assert isinstance(event, said.SubmissionAskedBack)
    return event.submission.asked_back[-1]


@pytest.mark.parametrize("before", ["received", "accepted"])
def test_the_raiser_answers_by_proof_and_the_matter_goes_on_where_it_was(
    world: IntakeWorld, before: str
) -> None:
    id = world.submitted(proof=PROOF) if before == "received" else world.accepted(proof=PROOF)
    asked(world, id)
    assert world.submission(id).state == "need_info"
    inform = said.InformSubmission(submission_id=id, text="村口第二盏，电话13800003391", proof=SECRET)
    event = world.must(NOW + timedelta(days=2), CITIZEN, inform)
    assert isinstance(event, said.SubmissionInformed)
    assert event.submission.state == before
    assert event.submission.asked_back[-1].answer == "村口第二盏，电话〔电话〕"
    assert world.submission(id).informed == ("村口第二盏，电话13800003391",)
    assert world.timers_set() == []


def test_nobody_answers_for_the_raiser_without_the_proof_but_the_office(world: IntakeWorld) -> None:
    id = world.submitted(proof=PROOF)
    asked(world, id)
    for actor in (CITIZEN, DEPUTY):
        assert (
            world.refused(NOW, actor, said.InformSubmission(submission_id=id, text="村口")) == "wrong_proof"
        )
    world.must(NOW, OFFICE, said.InformSubmission(submission_id=id, text="村口，来电补充"))


def test_deputies_ask_and_the_head_does_not(world: IntakeWorld) -> None:
    id = world.submitted()
    ask = said.AskRaiser(submission_id=id, question="哪一盏？")
    assert world.refused(NOW, HEAD, ask) == "wrong_role"
    world.must(NOW, DEPUTY, ask)
    assert world.refused(NOW, DEPUTY, ask) == "wrong_state"


def test_the_time_that_it_waits_does_not_count(world: IntakeWorld) -> None:
    id = world.submitted()
    asked(world, id)
    world.must(NOW + timedelta(days=3), OFFICE, said.InformSubmission(submission_id=id, text="村口"))
    assert world.submission(id).counts_from == NOW + timedelta(days=3)


def test_a_question_lapses_when_the_rules_time_is_over_and_the_matter_goes_on(world: IntakeWorld) -> None:
    for id in (world.submitted(), world.accepted()):
        before = world.submission(id).state
        expires = asked(world, id).expires_at
        assert expires == at("2026-09-15 00:00")
        (due,) = world.timers_set()
        assert due == (expires, said.QuestionDue(submission_id=id, asked_at=NOW))
        world.advance(expires)
        assert world.submission(id).state == before
        assert world.submission(id).asked_back[-1].lapsed
        assert world.types()[-1] == "submission.question_lapsed"
        assert world.submission(id).counts_from == expires


def test_where_the_answer_is_needed_silence_ends_in_a_refusal_with_its_reason(world: IntakeWorld) -> None:
    id = world.accepted()
    expires = asked(world, id, needed=True).expires_at
    world.hears(expires, said.QuestionDue(submission_id=id, asked_at=NOW))
    assert world.submission(id).state == "rejected"
    assert world.submission(id).refused_reason == "no_content"
    assert world.submission(id).refused_basis
    assert world.submission(id).refused_where_to_go


def test_the_timer_of_an_earlier_question_ends_no_later_one(world: IntakeWorld) -> None:
    id = world.submitted()
    asked(world, id)
    world.must(NOW, OFFICE, said.InformSubmission(submission_id=id, text="村口"))
    world.must(NOW + timedelta(hours=1), OFFICE, said.AskRaiser(submission_id=id, question="还有呢？"))
    assert world.hears(NOW, said.QuestionDue(submission_id=id, asked_at=NOW)) == [
        "another question waits by now"
    ]
    assert world.submission(id).state == "need_info"


def test_a_matter_that_waits_may_be_taken_back_or_refused_and_waits_no_more(world: IntakeWorld) -> None:
    back, refused = world.submitted(proof=PROOF), world.submitted()
    asked(world, back)
    asked(world, refused)
    world.must(NOW, CITIZEN, said.WithdrawSubmission(submission_id=back, proof=SECRET))
    world.must(
        NOW, OFFICE, said.RejectSubmission(submission_id=refused, reason_code="promotion", note="请看公告")
    )
    assert [due for _, due in world.timers_set() if isinstance(due, said.QuestionDue)] == []
    assert world.submission(refused).refused_note == "请看公告"


def test_an_item_may_take_up_a_matter_that_waits_and_answer_it(world: IntakeWorld) -> None:
    id = world.accepted()
    asked(world, id)
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    assert world.submission(id).state == "need_info"
    world.hears(NOW, ItemAnswered(item=item("I1", (id,))))
    assert world.submission(id).state == "answered"
    assert world.timers_set() == []


@pytest.mark.parametrize(("now", "provisional"), [("2026-12-01 09:00", False), ("2026-12-29 09:00", True)])
def test_a_question_that_expires_in_a_year_without_its_notice_is_provisional(
    world: IntakeWorld, now: str, provisional: bool
) -> None:
    ask = said.AskRaiser(submission_id=world.submitted(), question="哪一盏灯？", needed=False)
    event = world.must(at(now), OFFICE, ask)
    assert isinstance(event, said.SubmissionAskedBack)
    assert event.submission.asked_back[-1].provisional is provisional


def test_silence_refuses_nothing_that_a_department_deals_with(world: IntakeWorld) -> None:
    id = world.accepted()
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    expires = asked(world, id, needed=True).expires_at
    world.hears(expires, said.QuestionDue(submission_id=id, asked_at=NOW))
    assert world.submission(id).state == "accepted"
