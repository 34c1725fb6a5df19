"""A service is replaced under load, back and again, and nothing is lost or done twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from demo.steps import load_story
from tests.drills.comparison import look
from tests.drills.ground import Ground, open_ground
from tests.drills.trees import HERE, DrillError, taken
from tests.drills.upgrade import databases, drill

SERVICES = ("directory", "intake", "handling")
"""Those that the load's matters go through."""


@pytest.fixture
def ground() -> Iterator[Ground]:
    with open_ground(load_story().steps[0].at) as opened:
        yield opened


async def test_a_service_that_is_replaced_under_load_loses_and_doubles_nothing(ground: Ground) -> None:
    ended = await drill(ground, HERE, HERE, SERVICES, ("handling",), readers=())
    assert ended.found.matters > 10
    assert ended.found.well
    assert ended.one_way == []
    assert [len(gaps) for gaps in ended.gaps.values()] == [3]
    assert 0 < ended.longest[0] < 60
    # What the drill would say if something was missing.
    async with databases(ground) as asked:
        async with asked.engines["handling"].begin() as connection:
            await connection.execute(text("DELETE FROM item WHERE id = (SELECT id FROM item LIMIT 1)"))
        assert (await look(asked, ended.found.matters, (), SERVICES)).lost == 1


def test_a_commit_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DrillError, match="no-such-commit"):
        taken("no-such-commit", tmp_path / "old")
