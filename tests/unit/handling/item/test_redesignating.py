"""Handing on to another department."""

from datetime import timedelta

import pytest

from shared.language.contracts import handling as said
from shared.language.contracts.handling import RedesignateItem
from tests.support.world import RULES, at
from tests.unit.handling.examples import (
    ASSIGNED_AT,
    REASON,
    declined,
    waited,
)
from tests.unit.handling.world import HEAD, OFFICE, HandlingWorld, clerk


def handed_on(world: HandlingWorld, id: str, lead: str, when: str = "2026-09-30 09:40") -> None:
    world.must(when, OFFICE, said.ConsentDecline(item_id=id))
    who = HEAD if world.item(id).hops >= RULES.refusal.head_designates_at_hop else OFFICE
    world.must(when, who, RedesignateItem(item_id=id, lead=lead))


def test_nobody_is_named_before_the_office_consents() -> None:
    world, id = declined()
    command = RedesignateItem(item_id=id, lead="water")
    assert world.refused("2026-09-29 10:00", OFFICE, command) == "decline_not_consented"


def test_the_clock_runs_on_from_the_first_assignment_however_often_it_is_handed_on() -> None:
    """L08: the days that were lost on the way are shown."""
    world, id = declined()
    due_at = world.item(id).due_at
    handed_on(world, id, "water")
    world.must("2026-10-08 10:00", clerk("water"), said.DeclineItem(item_id=id, reason=REASON))
    handed_on(world, id, "economy", "2026-10-09 09:40")
    item = world.item(id)
    assert (item.state, item.lead, item.due_at) == ("redesignated", "economy", due_at)
    assert (item.assigned_at, item.clock_started_at) == (ASSIGNED_AT, ASSIGNED_AT)
    assert item.designated_at == at("2026-10-09 09:40")
    assert [(one.department, one.days) for one in item.declines] == [("transport", 6), ("water", 9)]
    assert waited(item)["answer"] == "12-24"


def test_the_next_department_has_its_own_days_to_receive_and_to_decline() -> None:
    world, id = declined()
    handed_on(world, id, "water")
    assert waited(world.item(id))["receipt"] == "10-10"
    world.must("2026-10-10 10:00", clerk("water"), said.DeclineItem(item_id=id, reason=REASON))


def test_designation_by_the_head_is_final() -> None:
    """L08: nobody declines what the head has decided."""
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    world.must("2026-09-30 09:40", HEAD, RedesignateItem(item_id=id, lead="water"))
    assert world.item(id).designated_by_head
    command = said.DeclineItem(item_id=id, reason=REASON)
    assert world.refused("2026-10-08 10:00", clerk("water"), command) == "head_has_designated"


@pytest.mark.parametrize(
    ("command", "code"),
    [
        ({"lead": "transport"}, "same_department"),
        ({"lead": "castle"}, "unknown_department"),
        ({"lead": "water", "co_handlers": ("water",)}, "lead_is_co_handler"),
    ],
)
def test_it_is_handed_on_to_another_department_that_exists(command: dict[str, object], code: str) -> None:
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    named = RedesignateItem.model_validate({"item_id": id, **command})
    assert world.refused("2026-09-30 09:40", OFFICE, named) == code


def test_from_the_third_refusal_on_only_the_head_designates() -> None:
    world, id = declined()
    handed_on(world, id, "water")
    for lead, following in (("water", "economy"), ("economy", "social")):
        world.must("2026-09-30 10:00", clerk(lead), said.DeclineItem(item_id=id, reason=REASON))
        world.must("2026-09-30 10:00", OFFICE, said.ConsentDecline(item_id=id))
        command = RedesignateItem(item_id=id, lead=following)
        if world.item(id).hops == 3:
            assert world.refused("2026-09-30 10:00", OFFICE, command) == "only_head_designates"
            world.must("2026-09-30 10:00", HEAD, command)
        else:
            world.must("2026-09-30 10:00", OFFICE, command)
    assert (world.item(id).hops, world.item(id).redesignations, world.item(id).lead) == (3, 3, "social")


def test_co_handlers_are_not_lost_on_the_way() -> None:
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    world.must("2026-09-30 09:40", OFFICE, RedesignateItem(item_id=id, lead="water"))
    assert world.item(id).co_handlers == ("construction",)


@pytest.mark.parametrize(
    ("named", "left"),
    [({"lead": "construction"}, ()), ({"lead": "water", "co_handlers": ()}, ())],
)
def test_a_co_handler_that_leads_is_none_any_more_and_none_may_be_named(
    named: dict[str, object], left: tuple[str, ...]
) -> None:
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    world.must("2026-09-30 09:40", OFFICE, RedesignateItem.model_validate({"item_id": id, **named}))
    assert world.item(id).co_handlers == left


def test_who_was_let_go_is_called_no_more_and_whoever_names_another_is() -> None:
    world, id = declined()
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    assert {wait.what: wait.role for wait in world.item(id).waiting} == {
        "redesignate": "office",
        "answer": "office",
    }
    world.advance(world.item(id).due_at + timedelta(days=60))
    urged = [act for act in world.item(id).supervisions if act.kind in ("reminder", "urge", "stalled")]
    assert {act.to for act in urged} == {("office",)}
    world.must("2027-03-01 09:40", OFFICE, RedesignateItem(item_id=id, lead="water"))
    waits = {wait.what: wait for wait in world.item(id).waiting}
    assert (waits["answer"].department, waits["news"].department) == ("water", "water")
