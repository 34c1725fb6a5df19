"""Where a matter is, beside what the office publishes of it."""

import pytest

from tests.unit.intake.submission.test_publishing import SUMMARY, public, publish
from tests.unit.intake.world import NOW, OFFICE, IntakeWorld


@pytest.fixture
def world() -> IntakeWorld:
    return IntakeWorld()


def test_a_summary_leaves_the_raisers_place_out_unless_the_office_shows_it(world: IntakeWorld) -> None:
    id = world.submitted(address="西山脚下")
    event = world.must(NOW, OFFICE, publish(id, **SUMMARY))
    assert "西山" not in public(event)
    event = world.must(NOW, OFFICE, publish(id, with_address=True, **SUMMARY))
    assert "西山脚下" in public(event)
    event = world.must(NOW, OFFICE, publish(id, without_address=True, with_address=True, **SUMMARY))
    assert "西山" not in public(event)
