"""Whose turn it is."""

from typing import NamedTuple


class Awaited(NamedTuple):
    """Who has to act: anybody in that role, of that department if it is one's, or that person."""

    role: str
    department: str | None = None
    person: str | None = None
