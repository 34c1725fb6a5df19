"""Nobody waits for somebody who has left: whoever takes over is asked, in every table."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from cli.documents.samples import example_of
from shared.kernel.machine import Awaited, Wait, Waiting
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import SYSTEM
from shared.kernel.store.kind import Kind
from shared.language.behaviour import Situation
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, TYPES
from shared.language.turns import is_awaited, whoever_is_there
from tests.support.world import LAW, at
from tests.unit.test_every_table import service

NOW = at("2026-09-07 09:00")
THERE: Situation[None] = LAW.situation(NOW, SYSTEM, "new", None)
DIRECTORY = THERE.directory
NOBODY_THERE = replace(THERE, directory=replace(DIRECTORY, people={}, posts={}))
PERSON = {
    "proposed_day": date(2026, 9, 18),
    "owner_person": "dept-water",
    "owner": "water",
    "lead_role": Role.DEPUTY,
}
"""What makes a wait name a person, where the samples of the contracts leave it out."""


def sample_of(kind: Kind[Any]) -> Any:
    """Its snapshot in the contracts' samples, with what makes its waits name a person."""
    event = next(
        cls
        for cls in TYPES.values()
        if issubclass(cls, Event) and cls.model_fields.get(kind.name)
        if cls.model_fields[kind.name].annotation is kind.snapshot
    )
    snapshot = kind.snapshot.model_validate(example_of(event)["data"][kind.name])
    return SimpleNamespace(**{**dict(snapshot), **PERSON})


WAITS: list[tuple[Kind[Any], Wait[Any, Situation]]] = [
    (kind, wait) for owner in SERVICES for kind in service(owner).kinds for wait in kind.behaviour.waits
]


@pytest.mark.parametrize(("kind", "wait"), WAITS, ids=[f"{kind.name}-{wait.what}" for kind, wait in WAITS])
def test_no_wait_of_any_table_names_somebody_who_has_left(
    kind: Kind[Any], wait: Wait[Any, Situation]
) -> None:
    assert wait.who(sample_of(kind), NOBODY_THERE).person is None


def test_the_waits_that_name_a_person_name_them_while_they_are_there() -> None:
    by_person = set()
    for kind, wait in WAITS:
        thing = sample_of(kind)
        if wait.who(thing, THERE).person:
            by_person.add(kind.name)
            gone = wait.who(thing, NOBODY_THERE)
            assert next(iter(wait.ladder(thing, NOW, NOW, NOBODY_THERE))).reach == (gone.role,)
    assert by_person == {"topic", "meeting", "visit", "promise"}


def test_in_place_of_a_person_comes_their_department_and_of_those_without_one_the_office() -> None:
    gone = Awaited(Role.DEPARTMENT, "water", "dept-gone")
    assert whoever_is_there(gone, DIRECTORY) == Awaited(Role.DEPARTMENT, "water")
    assert whoever_is_there(Awaited(Role.DEPUTY, person="deputy-99"), DIRECTORY) == Awaited(Role.OFFICE)
    assert whoever_is_there(Awaited(Role.HEAD, person="deputy-01"), DIRECTORY) == Awaited(Role.OFFICE)


def test_a_wait_that_was_stored_is_read_as_it_stands_when_its_person_has_left() -> None:
    stored = Waiting(
        what="fulfil",
        role=Role.DEPARTMENT,
        department="water",
        person_id="dept-water",
        since=NOW,
        due_at=NOW,
        next_at=NOW,
    )
    assert stored.asked_now(LAW, NOW) is stored
    gone = stored.model_copy(update={"person_id": "dept-gone"}).asked_now(LAW, NOW)
    assert (gone.role, gone.department, gone.person_id) == ("department", "water", None)


def test_who_holds_the_post_is_asked_in_person_and_a_departments_head_counts_as_of_it() -> None:
    for awaited in (
        Awaited(Role.DEPUTY, person="deputy-01"),
        Awaited(Role.DEPARTMENT, "water", "dept-water-head"),
        Awaited(Role.HEAD),
    ):
        assert whoever_is_there(awaited, DIRECTORY) == awaited


def test_who_keeps_the_post_but_not_the_department_is_waited_for_no_more() -> None:
    leader = DIRECTORY.departments["water"].leader
    other = next(
        one for one in sorted(DIRECTORY.leaders) if one != leader and DIRECTORY.holds(one, Role.LEADER)
    )
    stored = Awaited(Role.LEADER, "water", other)
    assert whoever_is_there(stored, DIRECTORY) == Awaited(Role.LEADER, "water", leader)
    assert whoever_is_there(stored, NOBODY_THERE.directory) == Awaited(Role.HEAD, "water")


def test_who_is_in_charge_of_a_department_need_not_be_of_it() -> None:
    waiting = Waiting(
        what="sign",
        role="leader",
        department="water",
        person_id="leader-2",
        since=NOW,
        due_at=NOW,
        next_at=NOW,
        rungs=0,
    )
    assert is_awaited(waiting, "leader-2", "leader", None)
    assert not is_awaited(waiting, "leader-1", "leader", None)
    assert not is_awaited(waiting, "leader-2", "deputy", None)
