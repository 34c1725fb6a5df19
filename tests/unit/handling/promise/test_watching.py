"""Deputies, the presidium and the office watch over a promise as over an item."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.people import LAW_HERE, somebody
from tests.support.world import at
from tests.unit.handling.examples import called, change, fulfil, promised, waited
from tests.unit.handling.world import DEPUTY, HEAD, OFFICE, HandlingWorld, clerk

PRESIDIUM = somebody(Role.PRESIDIUM)
WHEN = "2026-10-19 10:00"


def give(id: str, colour: said.NoticeColour = "warn") -> said.GivePromiseNotice:
    return said.GivePromiseNotice(promise_id=id, colour=colour, text="未见施工")


def noticed(colour: said.NoticeColour = "warn") -> tuple[HandlingWorld, str, str]:
    """A promise with a notice, given on Monday 19 October; its id and the notice's."""
    world, id = promised()
    world.law = LAW_HERE
    world.must(WHEN, PRESIDIUM, give(id, colour))
    return world, id, world.promises()[0].notices[-1].notice_id


def press(id: str) -> said.PressPromise:
    return said.PressPromise(promise_id=id, text="请抓紧")


@pytest.mark.parametrize("actor", [DEPUTY, PRESIDIUM])
def test_an_opinion_reaches_the_owner_and_moves_nothing(actor: Actor) -> None:
    world, id = promised()
    world.law = LAW_HERE
    before = world.promises()[0]
    world.must(WHEN, actor, said.NotePromise(promise_id=id, text="先补坑再罩面"))
    promise = world.promises()[0]
    (act,) = promise.supervisions
    assert (act.kind, act.by, act.text, act.to) == ("note", actor.id, "先补坑再罩面", ("transport",))
    assert (promise.state, promise.due_on) == (before.state, before.due_on)


def test_the_same_deputy_urges_again_only_after_some_days() -> None:
    world, id = promised()
    world.must(WHEN, DEPUTY, press(id))
    assert world.refused("2026-10-20 10:00", DEPUTY, press(id)) == "pressed_lately"
    world.must("2026-10-20 10:00", Actor("deputy-02", Role.DEPUTY), press(id))


def test_what_its_owner_calls_kept_is_not_urged_but_may_be_spoken_of() -> None:
    world, id = promised()
    world.must(WHEN, clerk("transport"), fulfil(id))
    assert world.refused(WHEN, DEPUTY, press(id)) == "wrong_state"
    world.must(WHEN, DEPUTY, said.NotePromise(promise_id=id, text="有一段没铺"))


def test_the_owner_answers_a_notice_in_writing_by_its_day() -> None:
    world, id, notice = noticed()
    assert waited(world.promises()[0])["answer_notice"] == "10-26"
    answer = said.AnswerPromiseNotice(promise_id=id, notice_id=notice, text="十五日开工")
    assert world.refused(WHEN, clerk("water"), answer) == "not_your_department"
    world.must("2026-10-27 09:00", clerk("transport"), answer)
    promise = world.promises()[0]
    assert "answer_notice" not in waited(promise)
    assert (promise.notices[0].answer, promise.notices[0].late) == ("十五日开工", True)


def test_another_owner_has_the_notice_with_the_promise() -> None:
    world, id, notice = noticed()
    world.must(WHEN, OFFICE, change(id, department="water"))
    answer = said.AnswerPromiseNotice(promise_id=id, notice_id=notice, text="十五日开工")
    assert world.refused(WHEN, clerk("transport"), answer) == "not_your_department"
    world.must(WHEN, clerk("water"), answer)


def test_a_silent_owner_is_called_for_up_to_the_highest() -> None:
    world, *_ = noticed("deadline")
    world.advance(at("2026-12-31 12:00"))
    rungs = called(world, "answer_notice")
    (urge,) = (rung for rung in rungs if rung.startswith("urge"))
    assert {"head", "presidium"} <= set(urge.split())
    assert sum(rung.startswith("escalation") for rung in rungs) > 3


def test_a_notice_is_taken_back_openly_and_the_government_gives_none() -> None:
    world, id, notice = noticed()
    assert world.refused(WHEN, HEAD, give(id)) == "wrong_role"
    back = said.WithdrawPromiseNotice(promise_id=id, notice_id=notice, reason="发错承诺")
    world.must(WHEN, OFFICE, back)
    assert "answer_notice" not in waited(world.promises()[0])
    assert world.refused(WHEN, OFFICE, back) == "notice_is_settled"
