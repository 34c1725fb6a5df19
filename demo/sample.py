"""The sample township: what the story is played in, and what triage is measured by."""

from demo.townships import XIUSHAN, snapshot
from shared.language.contracts.directory import TownshipSnapshot


def sample() -> TownshipSnapshot:
    """It, with its lists."""
    return snapshot(XIUSHAN)
