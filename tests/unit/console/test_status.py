"""What the sentence about a matter promises is what becomes of it."""

from datetime import date

from services.console.views.facts import Facts
from services.console.views.status import status_of
from shared.language.directory.naming import Names
from tests.unit.handling.examples import acknowledged, fast_lane

NOBODY = Names("", {})


def test_of_a_small_matter_nobody_says_that_the_department_talks_to_deputies_first() -> None:
    world, _ = fast_lane()
    item = world.snapshot_of(world.events[-1])
    next = status_of(Facts(items=(item,)), date(2026, 9, 11), "zh_CN", NOBODY).next
    assert next.endswith("办理并答复")


def test_of_another_item_everybody_reads_that_it_does() -> None:
    world, _ = acknowledged()
    item = world.snapshot_of(world.events[-1])
    next = status_of(Facts(items=(item,)), date(2026, 9, 30), "zh_CN", NOBODY).next
    assert "与代表面商" in next
