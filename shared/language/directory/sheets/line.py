"""One line of what an import changes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

What = Literal["added", "changed", "ended", "extended", "restored", "still_ended", "missing"]
"""``restored``: its last day is taken away, whatever else changes. ``still_ended``: what followed was entered
by mistake, and it stays ended all the same."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what changes. ``fields`` are the headings of the cells that are other than before; that of
    the last day with the old and the new one."""

    what: What
    sheet: str
    name: str
    since: date
    fields: tuple[str, ...] = ()
