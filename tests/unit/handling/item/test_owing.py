"""What is owed beside the answer: opinions of co-handlers, the first contact with a deputy."""

from datetime import date

import pytest

from services.handling.domain.item.item import Item
from shared.language.calendar import end_of_day
from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import (
    ASSIGN,
    ASSIGNED_AT,
    REASON,
    a_world,
    acknowledged,
    called,
    contacted,
    waited,
)
from tests.unit.handling.world import OFFICE, HandlingWorld, chief, clerk

OPINIONS_DUE = end_of_day(date(2026, 10, 26))
"""One month from 2026-09-24 ends on a Saturday."""


def with_co_handlers(*departments: str) -> tuple[HandlingWorld, str]:
    """A world with an item led by transport, with these beside it."""
    world = a_world()
    event = world.must(ASSIGNED_AT, OFFICE, ASSIGN.model_copy(update={"co_handlers": departments}))
    return world, world.snapshot_of(event).item_id


def told(item: Item, kind: str) -> list[tuple[str, ...]]:
    """Who was told of it, each time."""
    return [act.to for act in item.supervisions if act.kind == kind]


def test_the_times_stand_on_the_item_from_the_beginning() -> None:
    world, id = with_co_handlers("construction", "water")
    times = waited(world.item(id))
    assert (times["co_opinion"], times["first_contact"]) == ("10-26", "10-29")
    world, id = with_co_handlers()
    assert "co_opinion" not in waited(world.item(id))


def test_when_the_time_is_over_those_whose_opinion_is_missing_are_named() -> None:
    world, id = with_co_handlers("construction", "water")
    world.must("2026-09-28 10:00", clerk("transport"), said.AcknowledgeItem(item_id=id))
    world.must("2026-10-12 10:00", clerk("water"), said.GiveCoOpinion(item_id=id, text="可行"))
    world.advance(OPINIONS_DUE)
    assert told(world.item(id), "co_opinions_overdue") == []
    world.advance(at("2026-10-27 09:00"))
    assert told(world.item(id), "co_opinions_overdue") == [("construction",)]
    assert world.types().count("item.co_opinions_overdue") == 1


def test_it_is_said_again_until_they_speak_to_more_and_more_people() -> None:
    world, id = with_co_handlers("construction")
    world.advance(at("2026-11-11 12:00"))
    assert called(world, "co_opinion") == [
        "co_opinions_overdue 10-27 09:00 department",
        "co_opinions_overdue 11-03 09:00 department department_head leader",
        "co_opinions_overdue 11-10 09:00 department department_head leader head presidium",
    ]
    world.must("2026-11-12 10:00", clerk("construction"), said.GiveCoOpinion(item_id=id, text="可行"))
    world.advance(at("2026-12-10 12:00"))
    assert len(called(world, "co_opinion")) == 3


def test_nobody_is_named_when_all_have_spoken() -> None:
    world, id = with_co_handlers("construction", "water")
    for department in ("construction", "water", "water"):
        world.must("2026-10-12 10:00", clerk(department), said.GiveCoOpinion(item_id=id, text="可行"))
    assert "co_opinion" not in waited(world.item(id))
    world.advance(at("2026-10-27 09:00"))
    assert told(world.item(id), "co_opinions_overdue") == []


def test_with_another_lead_the_co_handlers_have_the_whole_time_again() -> None:
    world, id = with_co_handlers("construction")
    world.must("2026-09-28 10:00", clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    world.must("2026-09-28 10:00", OFFICE, said.ConsentDecline(item_id=id))
    other = said.RedesignateItem(item_id=id, lead="water", co_handlers=("economy",))
    world.must("2026-09-28 10:00", OFFICE, other)
    assert waited(world.item(id))["co_opinion"] == "10-28"
    world.advance(at("2026-10-29 09:00"))
    assert told(world.item(id), "co_opinions_overdue") == [("economy",)]


@pytest.mark.parametrize("in_time", [True, False])
def test_the_first_contact_with_a_deputy_has_a_time_of_its_own(in_time: bool) -> None:
    world, id = acknowledged()
    if in_time:
        contacted(world, id, "2026-10-28 17:00", times=1)
        assert "first_contact" not in waited(world.item(id))
    world.advance(at("2026-10-30 09:00"))
    assert told(world.item(id), "contact_overdue") == ([] if in_time else [("transport",)])


def test_an_answer_ends_the_waiting() -> None:
    world, id = acknowledged()
    contacted(world, id)
    world.must(
        "2026-09-29 10:00", clerk("transport"), said.DraftAnswer(item_id=id, result_class="A", text="已办")
    )
    for who, command in (
        (chief("transport"), said.SignOffAnswer(item_id=id)),
        (OFFICE, said.PublishAnswer(item_id=id)),
    ):
        world.must("2026-09-29 11:00", who, command)
    world.advance(at("2026-11-30 09:00"))
    assert told(world.item(id), "co_opinions_overdue") == []
