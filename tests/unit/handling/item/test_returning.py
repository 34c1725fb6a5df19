"""A small matter that does not satisfy, or proves to be none, comes back."""

import pytest

from services.handling.domain.item.counting_anew import period_by_rules
from services.handling.domain.item.item import AT_WORK, DECLINED, Item
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.evaluation import CitizenRatingSnapshot, RatingGiven
from shared.language.contracts.intake import SubmissionFastLaned
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.handling.examples import assigned, fast_lane
from tests.unit.handling.world import OFFICE, HandlingWorld, chief, submission

EXAMPLES = (
    Example(said.ReturnItem(item_id="I1", reason="要列入计划"), OFFICE, (*AT_WORK, DECLINED)),
    Example(
        RatingGiven(
            rating=CitizenRatingSnapshot(
                rating_id="RT1",
                submission_id="D3",
                item_id="I1",
                round=1,
                given=1,
                satisfied=False,
                at=at("2026-10-13 09:00"),
            )
        ),
        OFFICE,
        (),
    ),
)


def answer(world: HandlingWorld, id: str, when: str) -> None:
    command = said.AnswerFastLane(item_id=id, result_class="A", text="已修好")
    world.must(when, chief("construction"), command)


def answered(when: str = "2026-09-12 10:00") -> tuple[HandlingWorld, str]:
    world, id = fast_lane()
    answer(world, id, when)
    return world, id


def rated(world: HandlingWorld, id: str, when: str, round: int, satisfied: bool = False) -> Item:
    rating = CitizenRatingSnapshot(
        rating_id="RT1",
        submission_id="D3",
        item_id=id,
        round=round,
        given=round,
        satisfied=satisfied,
        reason="灯还是不亮",
        at=at(when),
    )
    world.hears(when, RatingGiven(rating=rating))
    return world.item(id)


def test_a_no_has_it_done_once_more_with_a_new_time_and_the_reason() -> None:
    world, id = answered()
    item = rated(world, id, "2026-09-13 10:00", 1)
    assert (item.state, item.round, f"{item.due_on}", item.closed_at) == ("redo", 2, "2026-09-20", None)
    assert [(no.round, no.reason) for no in item.reopened] == [(1, "灯还是不亮")]
    assert world.types()[-1] == "item.reopened"


def test_a_second_no_makes_it_the_offices_and_the_same_no_again_changes_nothing() -> None:
    world, id = answered()
    rated(world, id, "2026-09-13 10:00", 1)
    assert rated(world, id, "2026-09-13 10:01", 1).round == 2
    answer(world, id, "2026-09-15 10:00")
    assert rated(world, id, "2026-09-15 11:00", 1).state == "archived"
    item = rated(world, id, "2026-09-16 10:00", 2)
    assert (item.state, item.returned_reason) == ("returned", "")
    assert item.reopened[-1].reason == "灯还是不亮"
    assert item.waiting == ()
    assert rated(world, id, "2026-09-17 10:00", 2).state == "returned"


def test_a_yes_changes_nothing() -> None:
    world, id = answered()
    assert rated(world, id, "2026-09-13 10:00", 1, satisfied=True).state == "archived"


@pytest.mark.parametrize("by", [chief("construction"), OFFICE], ids=lambda by: by.role)
def test_what_is_no_small_matter_is_given_back_while_it_is_worked_on(by: Actor) -> None:
    world, id = fast_lane()
    command = said.ReturnItem(item_id=id, reason="要列入计划")
    world.must("2026-09-11 09:00", by, command)
    assert (world.item(id).state, world.item(id).returned_reason) == ("returned", "要列入计划")
    assert world.refused("2026-09-11 10:00", OFFICE, command) == "wrong_state"


def test_another_department_or_an_item_of_a_meeting_is_not_given_back() -> None:
    world, id = fast_lane()
    command = said.ReturnItem(item_id=id, reason="要列入计划")
    assert world.refused("2026-09-11 09:00", chief("water"), command) == "not_your_department"
    world, id = assigned()
    command = said.ReturnItem(item_id=id, reason="要列入计划")
    assert world.refused("2026-09-28 12:00", OFFICE, command) == "not_fast_lane_item"


def test_what_is_sent_down_once_more_is_another_item_on_the_clock_of_the_first() -> None:
    world, id = fast_lane("2026-09-10 09:00")
    world.must("2026-09-12 09:00", OFFICE, said.ReturnItem(item_id=id, reason="派错了"))
    again = submission("D3", "fast_lane", "water").model_copy(
        update={"item_id": id, "first_sent_at": at("2026-09-10 09:00")}
    )
    for _ in range(2):
        world.hears("2026-09-13 09:00", SubmissionFastLaned(submission=again))
    (other,) = [key for kind, key in world.things if kind == "item" and key != id]
    item = world.item(other)
    assert (item.lead, f"{item.due_on}", item.state) == ("water", "2026-09-17", "assigned")
    assert item.due_on == world.item(id).due_on


def test_other_rules_give_what_is_done_again_the_time_of_its_class_and_no_month() -> None:
    world, id = answered()
    item = rated(world, id, "2026-09-13 10:00", 1)
    assert item.round == 2
    now = at("2026-09-13 10:00")
    assert str(period_by_rules(item, world.law.situation(now, OFFICE, "", None))) == item.period


def test_what_a_department_was_kept_to_it_does_not_give_back_by_another_way() -> None:
    world, id = fast_lane()
    head = chief("construction")
    world.must("2026-09-12 09:00", head, said.DeclineItem(item_id=id, reason="不归我们"))
    world.must("2026-09-12 09:10", OFFICE, said.RejectDecline(item_id=id, reason="归你们"))
    back = said.ReturnItem(item_id=id, reason="要列入计划")
    assert world.refused("2026-09-12 09:20", head, back) == "decline_already_rejected"
    world.must("2026-09-12 09:20", OFFICE, back)
