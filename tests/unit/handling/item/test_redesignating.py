"""Handing on to another department."""

from datetime import date, timedelta

import pytest

from shared.language.calendar import end_of_day
from shared.language.contracts import handling as said
from shared.language.contracts.handling import RedesignateItem
from tests.support.world import RULES
from tests.unit.handling.examples import (
    ASSIGNED_AT,
    REASON,
    declined,
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


def test_redesignation_starts_the_clock_of_the_same_rule_anew() -> None:
    world, id = declined()
    handed_on(world, id, "water")
    item = world.item(id)
    assert (item.state, item.lead, item.due_on) == ("redesignated", "water", date(2026, 12, 30))
    assert item.assigned_at == ASSIGNED_AT
    assert item.clock_started_at > ASSIGNED_AT
    reminders = [t.at for key, t in world.timers.items() if key.endswith(":reminder:0")]
    assert reminders == [end_of_day(date(2026, 12, 30)) - timedelta(hours=15)]


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
