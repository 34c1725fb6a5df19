"""A notice to a reader whose book is overdue."""

from dataclasses import dataclass

from shared.kernel.machine import Creation, Final, Ignore, StateTable
from tests.kernel.library.contracts import BookOverdue, NoticeWritten
from tests.kernel.library.law import Situation

(WRITTEN,) = STATES = ("written",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice, about one book."""

    notice_id: str
    version: int = 0
    state: str = ""
    book_id: str
    title: str
    reader_id: str | None


def write(_: None, message: BookOverdue, situation: Situation) -> Notice:
    """The notice, with all that the event says."""
    book = message.book
    return Notice(
        notice_id=situation.new_id, book_id=book.book_id, title=book.title, reader_id=book.reader_id
    )


NOTICE_TABLE: StateTable[Notice] = StateTable(
    "notice",
    STATES,
    (
        Creation(
            BookOverdue,
            WRITTEN,
            NoticeWritten,
            why="rules of the library, 4: who keeps a book too long is written to",
            change=write,
        ),
        Ignore((WRITTEN,), BookOverdue, why="another loan has a notice of its own"),
        Final((WRITTEN,), result="the reader is told"),
    ),
)
