"""Contacts, more time, draft, signature, publication, and what the fast lane leaves out."""

from datetime import date

import pytest

from shared.contracts import handling as said
from tests.unit.handling.examples import (
    ANSWER,
    PROMISE,
    SOON,
    acknowledged,
    answered,
    assigned,
    contacted,
    fast_lane,
    publish,
)
from tests.unit.handling.world import HEAD, OFFICE, World, chief, clerk

TRANSPORT = clerk("transport")


def drafted(answer: dict[str, object] = ANSWER) -> tuple[World, str]:
    world, id = acknowledged()
    contacted(world, id)
    world.must(SOON, TRANSPORT, said.DraftAnswer.model_validate({"item_id": id, **answer}))
    return world, id


def asked(until: date, rule: str = "complex_15_days") -> tuple[World, str]:
    world, id = acknowledged(rule)
    world.must(SOON, TRANSPORT, said.RequestExtension(item_id=id, until=until, reason="闸板须定制"))
    return world, id


def test_the_first_progress_or_contact_means_work_has_begun() -> None:
    world, id = acknowledged()
    contacted(world, id, times=1)
    assert world.item(id).state == "in_progress"


def test_a_contact_is_with_a_deputy() -> None:
    world, id = acknowledged()
    command = said.LogContact(item_id=id, deputy_id="deputy-99", how="当面")
    assert world.refused(SOON, TRANSPORT, command) == "unknown_deputy"


def test_only_a_co_handler_gives_an_opinion() -> None:
    world, id = assigned()
    command = said.GiveCoOpinion(item_id=id, text="可行")
    assert world.refused(SOON, clerk("water"), command) == "not_co_handler"
    world.must(SOON, clerk("construction"), command)
    assert world.item(id).co_opinions[0].department == "construction"


def test_an_instruction_of_the_head_is_an_act_of_supervision() -> None:
    world, id = acknowledged()
    world.must(SOON, HEAD, said.InstructItem(item_id=id, text="限20日前答复"))
    act = world.item(id).supervisions[-1]
    assert (act.kind, act.by, act.text) == ("instruction", "head-1", "限20日前答复")


def test_nothing_is_drafted_before_the_three_contacts_of_the_round() -> None:
    world, id = acknowledged()
    contacted(world, id, times=2)
    command = said.DraftAnswer.model_validate({"item_id": id, **ANSWER})
    assert world.refused(SOON, TRANSPORT, command) == "contacts_missing"
    contacted(world, id, times=1)
    world.must(SOON, TRANSPORT, command)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"result_class": "E"}, "unknown_result_class"),
        ({**PROMISE, "plan": ""}, "plan_missing"),
        ({**PROMISE, "result_class": "C", "plan": "  "}, "plan_missing"),
        ({**PROMISE, "promised_on": None}, "promised_day_missing"),
        ({**PROMISE, "promised_on": date(2026, 9, 27)}, "day_in_the_past"),
        ({"result_class": "D"}, "reasons_missing"),
        ({"promised_on": date(2026, 12, 1)}, "promise_not_for_class"),
    ],
)
def test_each_class_says_what_belongs_to_it(answer: dict[str, object], code: str) -> None:
    world, id = acknowledged()
    contacted(world, id)
    command = said.DraftAnswer.model_validate({"item_id": id, **ANSWER, **answer})
    assert world.refused(SOON, TRANSPORT, command) == code


def test_the_text_of_a_draft_is_in_no_event() -> None:
    world, _ = drafted({"result_class": "A", "text": "只给内部看"})
    assert not any("只给内部看" in event.model_dump_json() for event in world.events)


def test_only_a_signed_answer_is_published() -> None:
    world, id = drafted()
    assert world.refused(SOON, OFFICE, said.PublishAnswer(item_id=id)) == "answer_not_signed"
    assert world.refused(SOON, chief("water"), said.SignOffAnswer(item_id=id)) == "not_your_department"
    assert world.refused(SOON, TRANSPORT, said.SignOffAnswer(item_id=id)) == "wrong_role"
    world.must(SOON, chief("transport"), said.SignOffAnswer(item_id=id))
    assert world.refused(SOON, chief("transport"), said.SignOffAnswer(item_id=id)) == "already_signed"
    assert world.refused(SOON, chief("transport"), said.PublishAnswer(item_id=id)) == "wrong_role"
    world.must(SOON, OFFICE, said.PublishAnswer(item_id=id))
    assert world.item(id).answers[0].signed_by == "dept-transport-head"


def test_a_returned_draft_is_written_and_signed_anew() -> None:
    world, id = drafted()
    world.must(SOON, chief("transport"), said.SignOffAnswer(item_id=id))
    world.must(SOON, chief("transport"), said.ReturnAnswer(item_id=id, reason="数字有误"))
    item = world.item(id)
    assert item.state == "in_progress"
    assert item.draft
    assert (item.draft.signed_by, item.draft.returned_because) == (None, "数字有误")
    world.must(SOON, TRANSPORT, said.DraftAnswer.model_validate({"item_id": id, **ANSWER}))
    assert world.refused(SOON, OFFICE, said.PublishAnswer(item_id=id)) == "answer_not_signed"


@pytest.mark.parametrize(("when", "late"), [("2026-10-09 23:59", False), ("2026-10-10 00:01", True)])
def test_an_answer_is_late_once_its_due_day_has_ended(when: str, late: bool) -> None:
    world, id = acknowledged("complex_15_days")
    assert world.item(id).due_on == date(2026, 10, 9)
    contacted(world, id)
    publish(world, id, when)
    assert world.item(id).answers[0].late is late


def test_a_b_answer_makes_the_promise_that_it_names() -> None:
    world, id = answered(PROMISE)
    answer = world.item(id).answers[0]
    (promise,) = world.promises()
    assert promise.promise_id == answer.promise_id
    assert (promise.owner, promise.due_on, promise.text) == ("transport", date(2026, 11, 18), "铺沥青")
    assert world.kinds_of_events()[-2:] == ["item.answered", "promise.made"]


def test_an_a_answer_promises_nothing() -> None:
    world, id = answered()
    assert world.promises() == []
    assert world.item(id).answers[0].promise_id is None


def test_more_time_moves_the_due_date_and_says_why() -> None:
    world, id = asked(date(2026, 10, 30))
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id, told=("deputy-01",)))
    item = world.item(id)
    assert (item.state, item.due_on) == ("in_progress", date(2026, 10, 30))
    assert "2026-10-30" in item.due_why.zh
    assert "2026-10-30" in item.due_why.en


def test_more_time_until_a_rest_day_ends_on_the_next_working_day() -> None:
    world, id = asked(date(2026, 10, 31))
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id, told=("deputy-01",)))
    assert world.item(id).due_on == date(2026, 11, 2)


def test_deputies_who_are_told_are_deputies() -> None:
    world, id = asked(date(2026, 10, 30))
    command = said.ApproveExtension(item_id=id, told=("deputy-01", "somebody"))
    assert world.refused("2026-09-30 10:00", OFFICE, command) == "unknown_deputy"


def test_more_time_refused_leaves_the_due_date_and_keeps_the_reason() -> None:
    world, id = asked(date(2026, 10, 30))
    world.must("2026-09-30 10:00", OFFICE, said.RefuseExtension(item_id=id, reason="可提前备料"))
    item = world.item(id)
    assert (item.state, item.due_on) == ("in_progress", date(2026, 10, 9))
    assert item.extensions[0].approved is False
    assert item.extensions[0].refused_reason == "可提前备料"


@pytest.mark.parametrize("until", [date(2026, 10, 9), date(2026, 10, 1), date(2027, 1, 12)])
def test_more_time_lies_after_the_due_date_and_within_three_months(until: date) -> None:
    world, id = acknowledged("complex_15_days")
    command = said.RequestExtension(item_id=id, until=until, reason="缺料")
    assert world.refused(SOON, TRANSPORT, command) == "extension_out_of_range"


def test_asking_twice_does_not_give_twice_three_months() -> None:
    world, id = asked(date(2027, 1, 8))
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id, told=("deputy-01",)))
    again = said.RequestExtension(item_id=id, until=date(2027, 2, 8), reason="缺料")
    assert world.refused("2026-10-08 10:00", TRANSPORT, again) == "extension_out_of_range"


def test_more_time_is_not_asked_for_when_it_has_run_out() -> None:
    world, id = acknowledged("complex_15_days")
    command = said.RequestExtension(item_id=id, until=date(2026, 10, 30), reason="缺料")
    assert world.refused("2026-10-10 09:00", TRANSPORT, command) == "already_overdue"


def test_work_goes_on_while_more_time_is_asked_for() -> None:
    world, id = asked(date(2026, 10, 30))
    contacted(world, id, times=1)
    assert world.item(id).state == "extension_requested"


def test_a_small_matter_is_answered_and_archived_at_once() -> None:
    world, id = fast_lane()
    command = said.AnswerFastLane(item_id=id, result_class="A", text="换灯泡一只")
    world.must("2026-09-14 16:00", chief("construction"), command)
    assert world.kinds_of_events()[-2:] == ["item.answered", "item.archived"]
    states = [event.item.state for event in world.events[-2:]]  # type: ignore[attr-defined]
    assert states == ["answered", "archived"]
    assert world.item(id).answers[0].due_on == date(2026, 9, 17)
    assert world.timers == {}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"result_class": "B"}, "fast_lane_class"),
        ({"result_class": "C"}, "fast_lane_class"),
        ({"result_class": "X"}, "unknown_result_class"),
        ({"result_class": "D"}, "reasons_missing"),
    ],
)
def test_a_small_matter_is_solved_or_declined_with_reasons(answer: dict[str, str], code: str) -> None:
    world, id = fast_lane()
    command = said.AnswerFastLane.model_validate({"item_id": id, "text": "已看过", **answer})
    assert world.refused("2026-09-14 16:00", chief("construction"), command) == code


def test_only_the_head_of_the_department_answers_a_small_matter() -> None:
    world, id = fast_lane()
    command = said.AnswerFastLane(item_id=id, result_class="A", text="好了")
    assert world.refused("2026-09-14 16:00", clerk("construction"), command) == "wrong_role"
    assert world.refused("2026-09-14 16:00", chief("water"), command) == "not_your_department"


def test_the_two_ways_of_answering_do_not_mix() -> None:
    world, id = fast_lane()
    draft = said.DraftAnswer.model_validate({"item_id": id, **ANSWER})
    assert world.refused("2026-09-14 16:00", clerk("construction"), draft) == "fast_lane_item"
    for world, id in (acknowledged(), answered()):
        command = said.AnswerFastLane(item_id=id, result_class="A", text="好了")
        assert world.refused("2026-10-12 16:00", chief("transport"), command) == "not_fast_lane_item"
