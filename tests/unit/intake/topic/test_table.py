"""In every state of a topic it is known who has to act, and by when."""

from collections.abc import Callable

import pytest

from services.intake.domain.topic.table import TOPIC_TABLE
from shared.language.contracts import intake as said
from shared.language.contracts.handling import ItemAssigned, ItemSatisfied
from shared.language.contracts.scheduling import MeetingFrozen, MeetingHeld, MeetingRequested
from tests.support.world import at
from tests.unit.intake.news import item, meeting, requested
from tests.unit.intake.world import DEPUTY, HEAD, NOW, IntakeWorld

Way = Callable[[IntakeWorld], str]


def collecting(world: IntakeWorld) -> str:
    return world.collected()[0]


def by_the_head(world: IntakeWorld) -> str:
    event = world.must(NOW, HEAD, said.CreateTopic(title="议题", project_id="P1"))
    return str(world.snapshot_of(event).topic_id)


def proposed(world: IntakeWorld) -> str:
    id = collecting(world)
    world.must(NOW, DEPUTY, said.ProposeTopic(topic_id=id))
    return id


def asked_for(world: IntakeWorld) -> str:
    id = proposed(world)
    world.hears(NOW, MeetingRequested(meeting=requested(id)))
    return id


def scheduled(world: IntakeWorld) -> str:
    id = proposed(world)
    world.hears(NOW, MeetingFrozen(meeting=meeting(id)))
    return id


def discussed(world: IntakeWorld) -> str:
    id = proposed(world)
    world.hears(NOW, MeetingHeld(meeting=meeting(id)))
    return id


def with_item(world: IntakeWorld) -> str:
    id = discussed(world)
    world.hears(NOW, ItemAssigned(item=item("I1", (), id, rounds=0)))
    return id


def without_a_meeting(world: IntakeWorld) -> str:
    id = proposed(world)
    directly = item("I1", (), id, rounds=0).model_copy(update={"basis": "公路养护职责"})
    world.hears(NOW, ItemAssigned(item=directly))
    return id


def closed(world: IntakeWorld) -> str:
    id = with_item(world)
    world.hears(NOW, ItemSatisfied(item=item("I1", (), id, closed=True)))
    return id


def dropped(world: IntakeWorld) -> str:
    id = proposed(world)
    world.must(NOW, DEPUTY, said.DropTopic(topic_id=id, reason="重复"))
    return id


IN_A_MONTH = at("2026-10-09 00:00")
"""Thirty days end in the National Day holidays."""
CASES: list[tuple[Way, str, dict[str, object]]] = [
    (collecting, "collecting", {"propose": ("deputy", DEPUTY.id, IN_A_MONTH)}),
    (by_the_head, "collecting", {"propose": ("head", HEAD.id, IN_A_MONTH)}),
    (proposed, "proposed", {"bring_up": ("office", None, at("2026-12-08 00:00"))}),
    (asked_for, "meeting_requested", {}),
    (scheduled, "scheduled", {}),
    (discussed, "discussed", {"settle": ("office", None, at("2026-09-15 00:00"))}),
    (with_item, "discussed", {}),
    (without_a_meeting, "being_handled", {}),
    (closed, "closed", {}),
    (dropped, "dropped", {}),
]


@pytest.mark.parametrize(("way", "state", "awaited"), CASES, ids=lambda value: getattr(value, "__name__", ""))
def test_it_is_known_who_has_to_act_and_by_when(way: Way, state: str, awaited: dict[str, object]) -> None:
    world = IntakeWorld()

    topic = world.topic(way(world))

    assert topic.state == state
    assert world.awaited(topic) == awaited


def test_every_state_is_among_them() -> None:
    assert {state for _, state, _ in CASES} == set(TOPIC_TABLE.states)
