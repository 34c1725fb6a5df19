"""A book: its fields and its states."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.machine import Waiting

AVAILABLE, LENT, OVERDUE = STATES = ("available", "lent", "overdue")


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One copy of a book, and who has it. ``state`` and ``version`` are set by the state table,
    and so is ``waiting``."""

    book_id: str
    version: int = 0
    state: str = ""
    title: str
    reader_id: str | None = None
    due_at: datetime | None = None
    """When it should be back, UTC; None while it stands on the shelf."""
    waiting: tuple[Waiting, ...] = ()
