"""What can be said in the library: commands that somebody gives, events that have happened."""

from shared.kernel.machine import Waiting
from shared.kernel.messages.base import (
    ClockMoved,
    Command,
    CommandAccepted,
    CommandRefused,
    Contract,
    Event,
    Id,
    Instant,
    MoveClock,
    Said,
    Timer,
)

READER, LIBRARIAN = "reader", "librarian"
"""Who may act."""


class AddBook(Command, type="shelves.book.add.v1"):
    """A librarian puts a new book on the shelf."""

    title: Said


class LendBook(Command, type="shelves.book.lend.v1"):
    """A reader takes a book home."""

    book_id: Id


class GiveBookBack(Command, type="shelves.book.give_back.v1"):
    """A librarian takes a book back."""

    book_id: Id


class BookSnapshot(Contract):
    """A book, as others see it."""

    book_id: Id
    title: str
    state: str
    reader_id: Id | None
    due_at: Instant | None
    waiting: tuple[Waiting, ...] = ()


class AboutBook(Event):
    """What every event about a book says: how the book is now."""

    book: BookSnapshot


class BookAdded(AboutBook, type="shelves.book.added.v1"):
    """It stands on the shelf."""


class BookLent(AboutBook, type="shelves.book.lent.v1"):
    """A reader has it."""


class BookGivenBack(AboutBook, type="shelves.book.given_back.v1"):
    """It stands on the shelf again."""


class BookOverdue(AboutBook, type="shelves.book.overdue.v1"):
    """The reader should have brought it back by now."""


class BookDue(Timer, type="shelves.book.due.v1"):
    """The day has come on which the book should be back. The shelves tell only themselves."""

    book_id: Id


class BookReminded(AboutBook, type="shelves.book.reminded.v1"):
    """The reader is asked again for the book."""


class BookWaitDue(Timer, type="shelves.book.wait_due.v1"):
    """The reader has to be asked again. The shelves tell only themselves."""

    book_id: Id


class ShelvesCommandAccepted(CommandAccepted, type="shelves.command.accepted.v1"):
    """The shelves have done it."""


class ShelvesCommandRefused(CommandRefused, type="shelves.command.refused.v1"):
    """The shelves do not do it, and say why."""


class MoveShelvesClock(MoveClock, type="shelves.clock.move.v1"):
    """For tests: let time pass at the shelves."""


class ShelvesClockMoved(ClockMoved, type="shelves.clock.moved.v1"):
    """Time has passed at the shelves."""


class NoticeSnapshot(Contract):
    """A notice, as others see it."""

    notice_id: Id
    book_id: Id
    title: str
    reader_id: Id | None
    state: str


class NoticeWritten(Event, type="desk.notice.written.v1"):
    """The reader is asked in writing to bring the book back."""

    notice: NoticeSnapshot


class PublishReport(Command, type="desk.report.publish.v1"):
    """A librarian wants to know how many books are where."""


class ReportPublished(Event, type="desk.report.published.v1"):
    """How many books there are, by all that the desk has heard."""

    books: int
    lent: int
    overdue: int


class DeskCommandAccepted(CommandAccepted, type="desk.command.accepted.v1"):
    """The desk has done it."""


class DeskCommandRefused(CommandRefused, type="desk.command.refused.v1"):
    """The desk does not do it, and says why."""
