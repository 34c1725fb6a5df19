"""Projects of the year are entered."""

import pytest

from tests.unit.handling.examples import (
    PLAN,
)
from tests.unit.handling.world import OFFICE, HandlingWorld


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"department": "castle"}, "unknown_department"), ({"leader": "king"}, "unknown_leader")],
)
def test_a_project_has_a_department_and_a_leader_that_exist(changes: dict[str, str], code: str) -> None:
    assert HandlingWorld().refused("2026-09-01 09:00", OFFICE, PLAN.model_copy(update=changes)) == code
