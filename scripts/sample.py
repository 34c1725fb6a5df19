"""The sample township's lists, by which triage is trained and measured."""

from datetime import date
from functools import cache

from demo.sample import sample as township
from shared.language.directory import Directory

_DAY = date(2026, 9, 7)
"""A day of the story."""


@cache
def sample() -> Directory:
    """Its lists."""
    return Directory.of(township(), _DAY)
