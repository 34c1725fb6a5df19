"""A published answer is put right openly."""

from datetime import date

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.evaluation import BallotOpened
from tests.unit.chapters import Example
from tests.unit.handling.examples import PROMISE, a_ballot, answered, closed, contacted, fast_lane, publish
from tests.unit.handling.world import DEPUTY, OFFICE, HandlingWorld, chief, clerk

NOON = "2026-10-13 12:00"
RIGHT = "已办结，泵站两台泵都已修好"


def correction(id: str, **fields: object) -> said.CorrectAnswer:
    return said.CorrectAnswer.model_validate({"item_id": id, "round": 1, "reason": "写错了", **fields})


EXAMPLES = (
    Example(
        correction("I1", text=RIGHT),
        OFFICE,
        ("answered", "rating", "satisfied", "referred", "decided", "archived"),
    ),
)


def rated(outcome: str = "") -> tuple[HandlingWorld, str]:
    world, id = answered()
    ballot = a_ballot(world.item(id))
    world.hears("2026-10-12 16:00", BallotOpened(ballot=ballot))
    if outcome:
        world.hears("2026-10-27 00:03", closed(ballot, outcome))
    return world, id


@pytest.mark.parametrize("who", [OFFICE, chief("transport")])
def test_the_earlier_words_stay_with_when_who_and_why(who: Actor) -> None:
    world, id = answered()
    world.must(NOON, who, correction(id, text=RIGHT))
    (answer,) = world.item(id).answers
    assert (answer.text, answer.result_class) == (RIGHT, "A")
    (before,) = answer.corrections
    assert (before.text, before.because, before.by) == ("已办结", "写错了", who.id)
    assert before.told == ("deputy-01",)
    assert world.item(id).state == "answered"


@pytest.mark.parametrize(
    ("who", "code"),
    [(clerk("transport"), "wrong_role"), (chief("water"), "not_your_department"), (DEPUTY, "wrong_role")],
)
def test_nobody_else_corrects_it(who: Actor, code: str) -> None:
    world, id = answered()
    assert world.refused(NOON, who, correction(id, text=RIGHT)) == code


def test_the_same_again_is_a_slip() -> None:
    world, id = answered()
    assert world.refused(NOON, OFFICE, correction(id, text="已办结")) == "nothing_changes"


def test_who_may_vote_in_the_open_ballot_is_told() -> None:
    world, id = answered()
    ballot = a_ballot(world.item(id)).model_copy(update={"entitled": ("deputy-01", "deputy-05")})
    world.hears("2026-10-12 16:00", BallotOpened(ballot=ballot))
    world.must(NOON, OFFICE, correction(id, text=RIGHT))
    assert world.item(id).answers[-1].corrections[-1].told == ("deputy-01", "deputy-05")
    assert world.item(id).state == "rating"


@pytest.mark.parametrize("outcome", ["", "satisfied", "to_congress"])
def test_nobody_changes_the_class_that_deputies_vote_on_or_have_voted_on(outcome: str) -> None:
    world, id = rated(outcome)
    command = correction(id, result_class="D", reasons="暂不具备条件")
    assert world.refused("2026-10-28 12:00", OFFICE, command) == "class_was_voted_on"
    world.must("2026-10-28 12:00", OFFICE, correction(id, text=RIGHT))


def test_a_class_that_promises_makes_its_promise() -> None:
    world, id = answered()
    command = correction(id, result_class="B", plan="铺沥青", promised_on=date(2026, 11, 18))
    assert world.refused(NOON, OFFICE, correction(id, result_class="B")) == "plan_missing"
    world.must(NOON, chief("transport"), command)
    (promise,) = world.promises()
    assert (promise.state, promise.text, promise.due_on) == ("open", "铺沥青", date(2026, 11, 18))
    assert world.item(id).answers[-1].promise_id == promise.promise_id


def test_what_was_promised_by_mistake_is_waited_for_by_nobody() -> None:
    world, id = answered(PROMISE)
    world.must(NOON, OFFICE, correction(id, result_class="A"))
    assert [one.state for one in world.promises()] == ["superseded"]
    answer = world.item(id).answers[-1]
    assert (answer.promise_id, answer.promised_on, answer.plan) == (None, None, "")
    assert answer.corrections[-1].promised_on == PROMISE["promised_on"]


def test_later_instead_of_soon_is_another_promise_with_the_same_words() -> None:
    world, id = answered(PROMISE)
    world.must(NOON, OFFICE, correction(id, result_class="C"))
    assert sorted((one.state, one.result_class) for one in world.promises()) == [
        ("open", "C"),
        ("superseded", "B"),
    ]


def test_a_promise_that_stands_is_changed_apart() -> None:
    world, id = answered(PROMISE)
    assert world.refused(NOON, OFFICE, correction(id, plan="铺水泥")) == "promise_changed_apart"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"result_class": "E"}, "unknown_result_class"),
        ({"result_class": "D"}, "reasons_missing"),
        ({"result_class": "D", "reasons": "无", "promised_on": date(2026, 12, 1)}, "promise_not_for_class"),
    ],
)
def test_another_class_has_what_belongs_to_it(fields: dict[str, object], code: str) -> None:
    world, id = answered()
    assert world.refused(NOON, OFFICE, correction(id, **fields)) == code


def test_a_small_matters_answer_is_corrected_and_stays_small() -> None:
    world, id = fast_lane()
    head = chief("construction")
    world.must("2026-09-11 09:00", head, said.AnswerFastLane(item_id=id, result_class="A", text="已修好"))
    assert world.refused("2026-09-12 09:00", head, correction(id, result_class="B")) == "fast_lane_class"
    world.must("2026-09-12 09:00", head, correction(id, text="已换灯泡"))
    assert (world.item(id).state, world.item(id).answers[-1].text) == ("archived", "已换灯泡")


def test_what_is_to_be_done_again_says_it_in_its_next_answer() -> None:
    world, id = rated("redo")
    assert world.refused("2026-10-28 12:00", OFFICE, correction(id, text=RIGHT)) == "wrong_state"


def test_an_answer_is_corrected_as_often_as_it_is_wrong() -> None:
    world, id = answered()
    world.must(NOON, OFFICE, correction(id, text=RIGHT))
    again = correction(id, text="已办结，一台泵已修好")
    assert world.refused("2026-10-14 12:00", OFFICE, again) == "corrected_meanwhile"
    world.must("2026-10-14 12:00", OFFICE, again.model_copy(update={"corrections_seen": 1}))
    assert [one.text for one in world.item(id).answers[-1].corrections] == ["已办结", RIGHT]


def test_the_next_rounds_answer_has_no_corrections() -> None:
    world, id = answered()
    world.must(NOON, OFFICE, correction(id, text=RIGHT))
    world.hears("2026-10-27 00:03", closed(a_ballot(world.item(id)), "redo"))
    for how in ("当面", "电话", "走访"):
        contact = said.LogContact(item_id=id, deputy_id="deputy-01", how=how)
        world.must("2026-10-28 10:00", clerk("transport"), contact)
    publish(world, id, "2026-11-05 15:00")
    assert [len(answer.corrections) for answer in world.item(id).answers] == [1, 0]


def test_a_correction_does_not_fall_on_the_next_rounds_answer() -> None:
    world, id = rated("redo")
    contacted(world, id, "2026-10-28 10:00")
    publish(world, id, "2026-10-29 10:00")
    late = correction(id, text=RIGHT)
    assert world.refused("2026-10-29 12:00", OFFICE, late) == "answer_of_another_round"
    world.must("2026-10-29 12:00", OFFICE, late.model_copy(update={"round": 2}))
    assert [one.text for one in world.item(id).answers] == ["已办结", RIGHT]
