"""Notices (督办单) in three colours, answered in writing by a day."""

from datetime import date

import pytest

from services.handling.domain.supervision.noticing import unanswered
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.people import LAW_HERE, somebody
from tests.support.world import at
from tests.unit.handling.examples import SOON, acknowledged, called, waited
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, HandlingWorld, clerk

PRESIDIUM = somebody(Role.PRESIDIUM)


def noticed(
    colour: str = "warn", answer_by: date | None = None, by: Actor = PRESIDIUM
) -> tuple[HandlingWorld, str, str]:
    """A world with a notice about an item, given on Monday 28 September; the item's id and the notice's."""
    world, id = acknowledged()
    world.law = LAW_HERE
    message = said.GiveNotice.model_validate(
        {"item_id": id, "colour": colour, "text": "两次走访未见施工", "answer_by": answer_by}
    )
    world.must(SOON, by, message)
    return world, id, world.item(id).notices[-1].notice_id


def answer(id: str, notice: str) -> said.AnswerNotice:
    return said.AnswerNotice(item_id=id, notice_id=notice, text="已进场")


@pytest.mark.parametrize(("colour", "day"), [("remind", "10-16"), ("warn", "10-10"), ("deadline", "10-08")])
def test_each_colour_has_its_time_over_the_national_day_holidays(colour: str, day: str) -> None:
    world, id, _ = noticed(colour)
    assert waited(world.item(id))["answer_notice"] == day


def test_a_day_that_is_named_counts_and_a_rest_day_moves_on() -> None:
    world, id, _ = noticed(answer_by=date(2026, 10, 3))
    assert world.item(id).notices[0].answer_by == date(2026, 10, 8)


def test_no_answer_is_asked_for_by_a_day_that_is_over() -> None:
    world, id = acknowledged()
    late = said.GiveNotice(item_id=id, colour="remind", text="请答复", answer_by=date(2026, 9, 27))
    assert world.refused(SOON, OFFICE, late) == "day_in_the_past"


def test_no_answer_is_asked_for_by_a_day_that_nobody_would_live_to_ask_for() -> None:
    world, id = acknowledged()
    far = said.GiveNotice(item_id=id, colour="remind", text="请答复", answer_by=date(2027, 9, 27))
    assert world.refused(SOON, OFFICE, far) == "day_too_far"
    world.must(SOON, OFFICE, far.model_copy(update={"answer_by": date(2026, 12, 28)}))


def test_the_department_answers_in_writing_and_nobody_is_waited_for_any_more() -> None:
    world, id, notice = noticed()
    world.must(
        "2026-10-09 09:00", clerk("transport"), said.AnswerNotice(item_id=id, notice_id=notice, text="已进场")
    )
    item = world.item(id)
    assert "answer_notice" not in waited(item)
    assert (item.notices[0].answer, item.notices[0].late, item.state) == ("已进场", False, "acknowledged")


def test_a_late_answer_is_taken_and_says_so() -> None:
    world, id, notice = noticed("deadline")
    world.must(
        "2026-10-09 09:00", clerk("transport"), said.AnswerNotice(item_id=id, notice_id=notice, text="已进场")
    )
    assert world.item(id).notices[0].late


def test_only_the_lead_answers_and_after_a_new_designation_the_new_one() -> None:
    world, id, notice = noticed()
    told = answer(id, notice)
    assert world.refused(SOON, clerk("construction"), told) == "not_your_department"
    world.must(SOON, clerk("transport"), said.DeclineItem(item_id=id, reason="不属本部门"))
    assert world.refused(SOON, clerk("transport"), told) == "wrong_state"
    world.must(SOON, OFFICE, said.ConsentDecline(item_id=id))
    world.must(SOON, OFFICE, said.RedesignateItem(item_id=id, lead="water"))
    assert world.refused(SOON, clerk("transport"), told) == "not_your_department"
    world.must(SOON, clerk("water"), told)


def test_a_silent_department_is_called_for_again_and_again_up_to_the_highest() -> None:
    world, *_ = noticed()
    world.advance(at("2026-11-30 12:00"))
    rungs = called(world, "answer_notice")
    assert rungs[0].startswith("reminder 10-03 09:00")
    assert any(rung.startswith("urge 10-12") for rung in rungs)
    assert sum(rung.startswith("escalation") and "presidium" in rung for rung in rungs) > 3


def test_that_a_last_date_has_passed_reaches_the_head_at_once() -> None:
    world, *_ = noticed("deadline")
    world.advance(at("2026-10-10 12:00"))
    (urge,) = (rung for rung in called(world, "answer_notice") if rung.startswith("urge"))
    assert "head" in urge.split()
    assert "presidium" in urge.split()


def test_of_two_notices_the_first_to_fall_due_is_waited_for_then_the_other() -> None:
    world, id, _ = noticed("remind")
    world.must(SOON, OFFICE, said.GiveNotice(item_id=id, colour="deadline", text="请答复"))
    assert waited(world.item(id))["answer_notice"] == "10-08"
    first = unanswered(world.item(id))[0].notice_id
    world.must(SOON, clerk("transport"), answer(id, first))
    assert waited(world.item(id))["answer_notice"] == "10-16"


def test_a_notice_given_by_mistake_is_taken_back_openly_and_only_once() -> None:
    world, id, notice = noticed()
    back = said.WithdrawNotice(item_id=id, notice_id=notice, reason="发错事项")
    world.must(SOON, OFFICE, back)
    assert "answer_notice" not in waited(world.item(id))
    assert world.item(id).notices[0].withdrawn_reason == "发错事项"
    assert world.refused(SOON, PRESIDIUM, back) == "notice_is_settled"
    assert world.refused(SOON, clerk("transport"), answer(id, "N9")) == "unknown_notice"


@pytest.mark.parametrize("actor", [DEPUTY, HEAD, clerk("transport")])
def test_the_presidium_and_the_office_alone_give_notices(actor: Actor) -> None:
    world, id = acknowledged()
    assert (
        world.refused(SOON, actor, said.GiveNotice(item_id=id, colour="warn", text="请答复")) == "wrong_role"
    )
