"""Draft, signature, publication."""

from datetime import date, timedelta

import pytest

from shared.language.contracts import handling as said
from tests.unit.handling.examples import (
    ANSWER,
    PROMISE,
    SOON,
    acknowledged,
    contacted,
    publish,
)
from tests.unit.handling.world import OFFICE, HandlingWorld, chief, clerk

TRANSPORT = clerk("transport")


def drafted(answer: dict[str, object] = ANSWER) -> tuple[HandlingWorld, str]:
    world, id = acknowledged()
    contacted(world, id)
    world.must(SOON, TRANSPORT, said.DraftAnswer.model_validate({"item_id": id, **answer}))
    return world, id


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


def test_a_promise_whose_day_passed_on_a_desk_is_neither_signed_nor_published() -> None:
    """A promise that is overdue when it is made was no promise; the way on is another day."""
    world, id = drafted(PROMISE)
    day = date.fromisoformat(str(PROMISE["promised_on"]))
    after, last = f"{day + timedelta(days=1)} 09:00", f"{day} 23:59"
    sign = said.SignOffAnswer(item_id=id)
    assert world.refused(after, chief("transport"), sign) == "promised_day_has_passed"
    world.must(last, chief("transport"), sign)
    assert world.refused(after, OFFICE, said.PublishAnswer(item_id=id)) == "promised_day_has_passed"
    world.must(after, chief("transport"), said.ReturnAnswer(item_id=id, reason="日期已过"))
    another = {**PROMISE, "promised_on": day + timedelta(days=30)}
    world.must(after, TRANSPORT, said.DraftAnswer.model_validate({"item_id": id, **another}))
    world.must(after, chief("transport"), said.SignOffAnswer(item_id=id))
    world.must(after, OFFICE, said.PublishAnswer(item_id=id))
    assert world.item(id).answers[0].promised_on == day + timedelta(days=30)


@pytest.mark.parametrize(("when", "late"), [("2026-10-09 23:59", False), ("2026-10-10 00:01", True)])
def test_an_answer_is_late_once_its_due_day_has_ended(when: str, late: bool) -> None:
    world, id = acknowledged("complex_15_days")
    assert world.item(id).due_on == date(2026, 10, 9)
    contacted(world, id)
    publish(world, id, when)
    assert world.item(id).answers[0].late is late
