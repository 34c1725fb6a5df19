"""The operator takes a township in."""

from datetime import date

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts.directory import (
    Room,
    RulesInForce,
    TownshipAdded,
    TownshipLists,
)
from shared.language.contracts.envelope import Role
from tests.support.township import TOWNSHIP, xiushan
from tests.unit.directory.world import ADD, LISTS, OFFICE, OPERATOR, START, DirectoryWorld


def test_a_township_begins_with_its_lists_and_the_rules_that_were_chosen() -> None:
    world = DirectoryWorld(added=False)
    event = world.must("2026-09-01 23:59", OPERATOR, ADD)
    assert isinstance(event, TownshipAdded)
    assert (event.township.township_id, event.township.state) == (TOWNSHIP, "kept")
    assert event.township.lists == LISTS
    assert event.township.rules == (
        RulesInForce(since=date(2026, 9, 1), rule_set="zhejiang", decided_by="乡人大主席团"),
    )


def test_all_that_it_begins_with_is_in_the_history() -> None:
    world = DirectoryWorld()
    assert {(list, key) for list, key, _ in world.history(1)} == {
        ("profile", ""),
        ("rules", ""),
        ("departments", "water"),
        ("people", "leader-1"),
        ("people", "leader-2"),
        ("posts", "leader-1 leader"),
        ("posts", "leader-2 leader"),
    }
    assert {row["before"] for row in world.changes(1)} == {None}


def test_the_lists_of_a_whole_township_are_taken() -> None:
    world = DirectoryWorld(added=False)
    world.must("2026-09-01 09:00", OPERATOR, ADD.model_copy(update={"lists": xiushan().lists}))
    assert world.township.lists == xiushan().lists


def test_empty_lists_can_be_filled_later() -> None:
    world = DirectoryWorld(added=False)
    world.must("2026-09-01 09:00", OPERATOR, ADD.model_copy(update={"lists": TownshipLists()}))
    assert world.township.lists == TownshipLists()


def test_a_township_that_is_there_is_not_added_again() -> None:
    assert DirectoryWorld().refused("2026-09-02 09:00", OPERATOR, ADD) == "wrong_state"


@pytest.mark.parametrize("actor", [OFFICE, Actor("citizen:1", Role.CITIZEN)], ids=lambda actor: actor.role)
def test_nobody_but_the_operator_adds_one(actor: Actor) -> None:
    assert DirectoryWorld(added=False).refused("2026-09-01 09:00", actor, ADD) == "wrong_role"


def test_its_rule_set_must_be_one_that_comes_along() -> None:
    (rules,) = ADD.rules
    atlantis = ADD.model_copy(update={"rules": (rules.model_copy(update={"rule_set": "atlantis"}),)})
    refusal = DirectoryWorld(added=False).refusal("2026-09-01 09:00", OPERATOR, atlantis)
    assert (refusal.code, refusal.field) == ("unknown_rule_set", "data.rules")


def test_two_rules_from_one_day_are_refused() -> None:
    twice = ADD.model_copy(update={"rules": ADD.rules * 2})
    assert DirectoryWorld(added=False).refused("2026-09-01 09:00", OPERATOR, twice) == "rules_twice"


def test_lists_that_contradict_themselves_are_refused_with_the_first_problem_and_the_number_of_others() -> (
    None
):
    rooms = tuple(
        Room(since=START, code=f"R{n}", name="会议室", village="V9", capacity=20) for n in (1, 2, 3)
    )
    lists = LISTS.model_copy(update={"rooms": rooms})
    refusal = DirectoryWorld(added=False).refusal(
        "2026-09-01 09:00", OPERATOR, ADD.model_copy(update={"lists": lists})
    )
    assert (refusal.code, refusal.field) == ("incoherent_lists", "data.lists.rooms.village")
    said = dict(refusal.values)
    assert (said["list"], said["key"], said["incoherence"]) == ("rooms", "R1", "unknown_reference")
    assert (said["value"], said["count"]) == ("V9", "3")
