"""Deputies judge a promise apart from the answer that made it."""

from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import fulfil, promised
from tests.unit.handling.world import DEPUTY, OFFICE, clerk


def test_a_deputy_says_whether_it_was_kept_and_the_latest_word_counts() -> None:
    world, id = promised()
    world.must("2026-11-16 16:00", clerk("transport"), fulfil(id))
    no = said.JudgePromise(promise_id=id, kept=False, reason="有一段没铺")
    assert world.refused("2026-11-16 17:00", DEPUTY, no) == "wrong_state"
    world.must("2026-11-17 09:00", OFFICE, said.ConfirmPromise(promise_id=id))
    world.must("2026-11-18 09:00", DEPUTY, no)
    world.must("2026-11-19 09:00", DEPUTY, said.JudgePromise(promise_id=id, kept=True))
    (promise,) = world.promises()
    assert [(word.deputy_id, word.kept) for word in promise.judgements] == [("deputy-01", True)]
    assert promise.state == "fulfilled"


def test_what_was_not_kept_in_time_is_judged_too_with_a_reason() -> None:
    world, id = promised()
    world.advance(at("2026-11-19 00:00"))
    no = said.JudgePromise(promise_id=id, kept=False)
    assert world.refused("2026-11-20 09:00", DEPUTY, no) == "judgement_needs_reason"
    assert world.refused("2026-11-20 09:00", OFFICE, no) == "wrong_role"
    world.must("2026-11-20 09:00", DEPUTY, no.model_copy(update={"reason": "没有动工"}))
    assert world.promises()[0].state == "overdue"
