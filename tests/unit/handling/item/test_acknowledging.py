"""Taking an item up."""

from shared.language.contracts import handling as said
from tests.unit.handling.examples import (
    ASSIGNED_AT,
    a_world,
    assigned,
)
from tests.unit.handling.world import OFFICE, chief, clerk


def test_only_the_lead_department_takes_an_item_up() -> None:
    world, id = assigned()
    command = said.AcknowledgeItem(item_id=id)
    assert world.refused(ASSIGNED_AT, clerk("construction"), command) == "not_your_department"
    world.must(ASSIGNED_AT, chief("transport"), command)
    assert world.item(id).acknowledged_at == ASSIGNED_AT


def test_an_item_nobody_knows_is_refused() -> None:
    for command in (said.AcknowledgeItem(item_id="x"), said.PublishAnswer(item_id="x")):
        assert a_world().refused(ASSIGNED_AT, OFFICE, command) == "unknown_thing"
