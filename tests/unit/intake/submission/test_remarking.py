"""What is said by word of mouth is answered on the spot, or within a month."""

from datetime import timedelta
from typing import Any

import pytest

from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAnswered, ItemAssigned
from tests.support.world import at
from tests.unit.intake.news import item
from tests.unit.intake.world import CITIZEN, DEPUTY, NOW, OFFICE, IntakeWorld

REMARK = {"occasion": "visit", "day": "2026-09-05", "where": "东岙村码头", "visit_id": "V1"}


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def remarked(world: IntakeWorld, **more: Any) -> str:
    return world.submitted(by=DEPUTY, remark=said.RemarkMade.model_validate(REMARK | more))


def test_it_says_where_and_when_and_waits_a_month_from_its_day(world: IntakeWorld) -> None:
    submission = world.submission(remarked(world))
    assert submission.remark
    assert (submission.remark.where, submission.remark.visit_id) == ("东岙村码头", "V1")
    assert world.awaited(submission)["answer_remark"] == ("office", None, at("2026-10-09 00:00"))


def test_it_is_answered_on_the_spot_and_somebody_says_that_it_was_heard(world: IntakeWorld) -> None:
    id = remarked(world)
    command = said.AnswerOnTheSpot(submission_id=id, text="下周来修", by_whom="head-1")
    world.must(NOW, DEPUTY, command)
    submission = world.submission(id)
    assert submission.spoken_answer
    assert (submission.state, submission.spoken_answer.by) == ("closed", "head-1")
    assert set(world.awaited(submission)) == {"tell", "decide_publication"}
    world.must(NOW, DEPUTY, said.TellRaiser(submission_id=id, how="visit"))
    assert set(world.awaited(world.submission(id))) == {"decide_publication"}


def test_its_month_runs_on_while_a_department_has_it_and_ends_with_the_answer(world: IntakeWorld) -> None:
    id = remarked(world)
    world.must(NOW, OFFICE, said.FastLaneSubmission(submission_id=id, department="water"))
    world.hears(NOW, ItemAssigned(item=item("I1", (id,), rounds=0)))
    assert set(world.awaited(world.submission(id))) == {"answer_remark", "decide_publication"}
    world.advance(NOW + timedelta(days=90))
    assert "head" in {role for *_, reach in world.rungs("answer_remark") for role in reach}
    world.hears(NOW + timedelta(days=90), ItemAnswered(item=item("I1", (id,))))
    assert set(world.awaited(world.submission(id))) == {"tell", "decide_publication"}


def test_who_asks_for_information_is_answered_at_once_and_nobody_else(world: IntakeWorld) -> None:
    id = world.submitted(kind="consultation")
    world.must(NOW, OFFICE, said.AnswerOnTheSpot(submission_id=id, text="周一开门"))
    assert world.submission(id).state == "closed"
    id = world.submitted()
    command = said.AnswerOnTheSpot(submission_id=id, text="知道了")
    assert world.refused(NOW, OFFICE, command) == "not_for_the_spot"


def test_the_wrong_hand_the_wrong_day_and_the_wrong_name_are_refused(world: IntakeWorld) -> None:
    def remark(day: str) -> said.SubmitSubmission:
        made = said.RemarkMade.model_validate(REMARK | {"day": day})
        return said.SubmitSubmission(text="路灯不亮", channel="online", remark=made)

    assert world.refused(NOW, CITIZEN, remark("2026-09-05")) == "remark_not_recorded_by_staff"
    assert world.refused(NOW, OFFICE, remark("2026-09-08")) == "remark_in_future"
    assert world.refused(NOW, OFFICE, remark("2016-09-05")) == "day_before_the_lists"
    command = said.AnswerOnTheSpot(submission_id=remarked(world), text="好", by_whom="nobody-77")
    assert world.refused(NOW, OFFICE, command) == "unknown_people"
