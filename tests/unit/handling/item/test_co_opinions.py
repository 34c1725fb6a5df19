"""What departments beside the lead have to say."""

from shared.kernel.messages.errors import Refusal
from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import (
    ANSWER,
    SOON,
    acknowledged,
    assigned,
    contacted,
    heard,
    publish,
)
from tests.unit.handling.world import OFFICE, HandlingWorld, chief, clerk


def test_only_a_co_handler_gives_an_opinion() -> None:
    world, id = assigned()
    command = said.GiveCoOpinion(item_id=id, text="可行")
    assert world.refused(SOON, clerk("water"), command) == "not_co_handler"
    world.must(SOON, clerk("construction"), command)
    assert world.item(id).co_opinions[0].department == "construction"


def drafted(world: HandlingWorld, id: str, when: str) -> Refusal | None:
    draft = said.DraftAnswer.model_validate({"item_id": id, **ANSWER})
    return world.do(when, clerk("transport"), draft)


def spoken_with_deputies(rule: str = "three_months") -> tuple[HandlingWorld, str]:
    world, id = acknowledged(rule)
    contacted(world, id, times=2)
    contacted(world, id, times=1)
    return world, id


def test_the_lead_does_not_answer_before_its_co_handlers_were_heard() -> None:
    world, id = spoken_with_deputies()
    refusal = drafted(world, id, "2026-10-12 10:00")
    assert refusal
    assert (refusal.code, refusal.retry_at) == ("co_opinions_missing", at("2026-10-27 00:00"))
    world.must("2026-10-12 11:00", clerk("construction"), said.GiveCoOpinion(item_id=id, text="可行"))
    assert drafted(world, id, "2026-10-12 12:00") is None


def test_who_is_late_with_an_opinion_is_named_in_the_answer() -> None:
    world, id = spoken_with_deputies()
    publish(world, id, "2026-10-27 10:00")
    assert world.item(id).answers[-1].opinions_missing == ("construction",)


def test_an_answer_that_waited_for_nobody_names_nobody() -> None:
    world, id = spoken_with_deputies()
    heard(world, id)
    publish(world, id, "2026-10-12 10:00")
    assert world.item(id).answers[-1].opinions_missing == ()


def test_what_has_little_time_does_not_wait_a_month_for_an_opinion() -> None:
    world, id = spoken_with_deputies("complex_15_days")
    assert drafted(world, id, "2026-10-02 04:00")
    assert drafted(world, id, "2026-10-02 08:00") is None


def test_a_co_handler_that_is_named_late_has_its_own_time() -> None:
    world, id = spoken_with_deputies()
    heard(world, id)
    named = said.CorrectAssignment(item_id=id, reason="漏了", co_handlers=("construction", "water"))
    world.must("2026-10-26 10:00", OFFICE, named)
    refusal = drafted(world, id, "2026-11-10 10:00")
    assert refusal
    assert refusal.code == "co_opinions_missing"


def test_what_was_drafted_before_is_not_published_without_the_new_co_handler() -> None:
    world, id = spoken_with_deputies()
    heard(world, id)
    assert drafted(world, id, "2026-10-12 12:00") is None
    world.must("2026-10-12 13:00", chief("transport"), said.SignOffAnswer(item_id=id))
    named = said.CorrectAssignment(item_id=id, reason="漏了", co_handlers=("construction", "water"))
    world.must("2026-10-12 14:00", OFFICE, named)
    assert world.refused("2026-10-12 15:00", OFFICE, said.PublishAnswer(item_id=id)) == "co_opinions_missing"
