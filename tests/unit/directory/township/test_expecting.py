"""Two clerks change the same at once: nobody overwrites what they have not seen."""

from datetime import date

import pytest

from shared.language.contracts.directory import (
    AmendTownship,
    ChangeRules,
    Room,
    TakeNotice,
    TownshipCommand,
    TownshipLists,
)
from tests.support.township import with_notice, with_rules
from tests.unit.directory.township.test_amending import OTHER_LEADER
from tests.unit.directory.world import OFFICE, OPERATOR, START, DirectoryWorld

WHEN = "2026-09-10 09:00"


def room(name: str, edition: int | None) -> AmendTownship:
    hall = Room(since=START, code="R9", name=name, capacity=20)
    return AmendTownship(lists=TownshipLists(rooms=(hall,)), expected_edition=edition)


def test_the_second_of_two_who_looked_at_the_same_edition_is_told_what_the_first_one_changed() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, room("会议室", 1))
    refusal = world.refusal(WHEN, OPERATOR, room("小会议室", 1))
    assert refusal.code == "edition_moved"
    assert dict(refusal.values) == {"expected": "1", "edition": "2", "changed": "rooms R9"}
    assert [hall.name for hall in world.township.lists.rooms] == ["会议室"]

    world.must(WHEN, OPERATOR, room("小会议室", 2))
    assert [hall.name for hall in world.township.lists.rooms] == ["小会议室"]


def test_who_expects_nothing_means_whatever_stands_there() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, OTHER_LEADER)
    world.must(WHEN, OFFICE, room("会议室", None))


@pytest.mark.parametrize(
    "command",
    [
        OTHER_LEADER,
        ChangeRules(rules=with_rules(date(2027, 1, 1)).rules, open_deadlines="stay"),
        TakeNotice(notice=with_notice(2027).notice),
    ],
    ids=lambda command: type(command).__name__,
)
def test_each_change_may_say_the_edition_it_looked_at(command: TownshipCommand) -> None:
    expecting = command.model_copy(update={"expected_edition": 7})
    assert DirectoryWorld().refused(WHEN, OFFICE, expecting) == "edition_moved"
    DirectoryWorld().must(WHEN, OFFICE, command.model_copy(update={"expected_edition": 1}))
