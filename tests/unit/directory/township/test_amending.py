"""Entries of the lists change."""

from datetime import date

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts.directory import (
    AmendTownship,
    Department,
    Person,
    Post,
    Profile,
    TownshipAmended,
    TownshipLists,
)
from shared.language.contracts.envelope import Role
from tests.unit.directory.world import ADD, LISTS, OFFICE, OPERATOR, START, DirectoryWorld

WHEN = "2026-09-10 09:00"
OCTOBER = date(2026, 10, 1)
OTHER_LEADER = AmendTownship(
    lists=TownshipLists(
        departments=(Department(since=OCTOBER, code="water", name="农业农村办", leader="leader-2"),)
    ),
    reason="分工调整",
)


@pytest.mark.parametrize("actor", [OFFICE, OPERATOR], ids=lambda actor: actor.role)
def test_a_later_entry_ends_the_earlier_one_and_both_are_told(actor: Actor) -> None:
    world = DirectoryWorld()
    event = world.must(WHEN, actor, OTHER_LEADER)
    assert isinstance(event, TownshipAmended)
    earlier, later = event.township.lists.departments
    assert (earlier.leader, earlier.until) == ("leader-1", date(2026, 9, 30))
    assert (later.leader, later.until) == ("leader-2", None)
    assert event.changed == TownshipLists(departments=(earlier, later))
    assert event.reason == "分工调整"
    assert world.township.version == 2


def test_the_history_has_each_entry_as_it_was_and_as_it_is_with_who_and_why() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, OTHER_LEADER)
    earlier, later = world.changes(2)
    assert world.history(2) == [("departments", "water", START), ("departments", "water", OCTOBER)]
    assert (earlier["before"]["until"], earlier["after"]["until"]) == (None, "2026-09-30")
    assert (later["before"], later["after"]["leader"]) == (None, "leader-2")
    assert {(row["actor_id"], row["actor_role"], row["reason"]) for row in (earlier, later)} == {
        ("office-1", "office", "分工调整")
    }


def test_the_name_can_change_alone() -> None:
    world, name = DirectoryWorld(), Profile(name="秀山镇", county="岱山县", city="舟山市")
    event = world.must(WHEN, OPERATOR, AmendTownship(profile=name))
    assert isinstance(event, TownshipAmended)
    assert (event.township.profile, event.changed) == (name, TownshipLists())
    assert [list for list, _, _ in world.history(2)] == ["profile"]
    assert world.changes(2)[0]["before"]["name"] == "秀山乡"


@pytest.mark.parametrize(
    "command",
    [AmendTownship(), AmendTownship(lists=LISTS), AmendTownship(profile=ADD.profile)],
    ids=["nothing", "the same lists", "the same name"],
)
def test_what_stands_there_already_changes_nothing(command: AmendTownship) -> None:
    assert DirectoryWorld().refused(WHEN, OFFICE, command) == "nothing_changes"


def test_what_would_contradict_the_lists_is_refused() -> None:
    leaves = Person(since=START, until=date(2026, 9, 30), person_id="leader-1", name="李某")
    refusal = DirectoryWorld().refusal(WHEN, OFFICE, AmendTownship(lists=TownshipLists(people=(leaves,))))
    said = dict(refusal.values)
    assert (refusal.code, said["list"], said["incoherence"]) == (
        "incoherent_lists",
        "posts",
        "reference_ends",
    )
    assert (said["value"], said["day"]) == ("leader-1", "2026-10-01")


def test_of_two_entries_with_the_same_first_day_nobody_guesses_which_was_meant() -> None:
    twice = tuple(Person(since=START, person_id="office-9", name=name) for name in ("王某", "汪某"))
    refusal = DirectoryWorld().refusal(WHEN, OFFICE, AmendTownship(lists=TownshipLists(people=twice)))
    assert dict(refusal.values)["incoherence"] == "entered_twice"


def test_a_last_day_that_the_next_entry_contradicts_is_not_cut_short() -> None:
    """Only what has no last day is ended by what follows it."""
    stays = Person(since=START, until=date(2027, 12, 31), person_id="office-9", name="王某")
    follows = Person(since=date(2027, 1, 1), person_id="office-9", name="汪某")
    lists = TownshipLists(people=(stays, follows))
    refusal = DirectoryWorld().refusal(WHEN, OFFICE, AmendTownship(lists=lists))
    said = dict(refusal.values)
    assert (said["incoherence"], said["day"], said["count"]) == ("times_overlap", "2027-01-01", "1")


def test_a_last_day_that_an_entry_contradicts_which_is_there_already_is_not_cut_short() -> None:
    world = DirectoryWorld()
    world.must(WHEN, OFFICE, OTHER_LEADER)
    ends = Department(
        since=START, until=date(2026, 12, 31), code="water", name="农业农村办", leader="leader-1"
    )
    refusal = world.refusal(WHEN, OFFICE, AmendTownship(lists=TownshipLists(departments=(ends,))))
    said = dict(refusal.values)
    assert (said["incoherence"], said["day"], said["count"]) == ("times_overlap", "2026-10-01", "1")


def office(person_id: str, since: date = START, until: date | None = None) -> TownshipLists:
    return TownshipLists(
        people=(Person(since=since, person_id=person_id, name="王某"),),
        posts=(Post(since=since, until=until, person_id=person_id, role=Role.OFFICE),),
    )


def test_the_last_of_the_office_does_not_go_without_a_successor() -> None:
    world, leaves = DirectoryWorld(), office("office-9", until=date(2026, 12, 31))
    world.must(WHEN, OPERATOR, AmendTownship(lists=office("office-9")))
    refusal = world.refusal(WHEN, OFFICE, AmendTownship(lists=leaves))
    assert (refusal.code, dict(refusal.values)["day"]) == ("office_left_empty", "2027-01-01")

    late = office("office-10", since=date(2027, 1, 2))
    both = TownshipLists(people=(*leaves.people, *late.people), posts=(*leaves.posts, *late.posts))
    assert world.refused(WHEN, OFFICE, AmendTownship(lists=both)) == "office_left_empty"
    world.must(WHEN, OFFICE, AmendTownship(lists=office("office-10", since=date(2027, 1, 1))))
    world.must(WHEN, OFFICE, AmendTownship(lists=leaves))


def test_a_township_that_has_nobody_of_the_office_yet_is_not_kept_from_changes() -> None:
    DirectoryWorld().must(WHEN, OPERATOR, OTHER_LEADER)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.OFFICE, Role.OPERATOR)])
def test_nobody_else_amends_the_lists(role: Role) -> None:
    actors = {
        Role.DEPARTMENT: Actor("dept-construction", role, "construction"),
        Role.DEPARTMENT_HEAD: Actor("dept-construction-head", role, "construction"),
        Role.DEPUTY: Actor("deputy-01", role),
        Role.HEAD: Actor("head-1", role),
        Role.LEADER: Actor("leader-1", role),
    }
    refused = DirectoryWorld().refused(WHEN, actors.get(role, Actor("x-1", role)), OTHER_LEADER)
    assert refused in ("wrong_role", "unknown_person")
