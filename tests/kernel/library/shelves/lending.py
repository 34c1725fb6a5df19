"""A book is lent, given back, or late."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shared.kernel.machine import (
    Awaited,
    Clause,
    Driven,
    Final,
    Ignore,
    Reminders,
    Rung,
    TimerChange,
    Transition,
    Wait,
)
from shared.kernel.messages.errors import Refusal, refuse
from tests.kernel.library.contracts import (
    LIBRARIAN,
    READER,
    BookDue,
    BookGivenBack,
    BookLent,
    BookOverdue,
    BookReminded,
    BookWaitDue,
    GiveBookBack,
    LendBook,
)
from tests.kernel.library.law import Situation
from tests.kernel.library.shelves.book import AVAILABLE, LENT, OVERDUE, Book


@dataclass(frozen=True, slots=True)
class LendingFacts:
    """How many books the reader has at home already."""

    at_home: int


def reader_may_have_another(
    book: Book, message: LendBook, situation: Situation[LendingFacts]
) -> Refusal | None:
    """No reader has more books at home than the rules of the library allow."""
    if situation.facts.at_home >= situation.law.at_most:
        return refuse("too_many_books", at_most=situation.law.at_most)
    return None


def lend(book: Book, message: LendBook, situation: Situation) -> Book:
    """The reader who asks has it, until the day it is due."""
    due_at = situation.now + timedelta(days=situation.law.days)
    return replace(book, reader_id=situation.actor.id, due_at=due_at)


def wake_when_due(book: Book, situation: Situation) -> tuple[TimerChange, ...]:
    """Set the timer for the day on which the book should be back."""
    return (TimerChange(f"due:{book.book_id}", book.due_at, BookDue(book_id=book.book_id)),)


def take_back(book: Book, message: GiveBookBack, situation: Situation) -> Book:
    """Nobody has it any more."""
    return replace(book, reader_id=None, due_at=None)


def let_sleep(book: Book, situation: Situation) -> tuple[TimerChange, ...]:
    """Cancel the timer, if it is still set."""
    return (TimerChange(f"due:{book.book_id}"),)


def time_is_up(book: Book, message: BookDue, situation: Situation) -> bool:
    """The timer is this loan's: one of an earlier loan may be on its way when it is cancelled."""
    return book.due_at is not None and book.due_at <= situation.now


LENDING: tuple[Clause[Book], ...] = (
    Transition(
        (AVAILABLE,),
        LendBook,
        LENT,
        BookLent,
        (READER,),
        why="rules of the library, 2: two books a reader, for two weeks",
        facts=LendingFacts,
        guards=(reader_may_have_another,),
        change=lend,
        timers=wake_when_due,
    ),
    Transition(
        (LENT, OVERDUE),
        GiveBookBack,
        AVAILABLE,
        BookGivenBack,
        (LIBRARIAN,),
        why="rules of the library, 3: books are given back at the counter",
        change=take_back,
        timers=let_sleep,
    ),
    Transition(
        (LENT,),
        BookDue,
        OVERDUE,
        BookOverdue,
        why="rules of the library, 4: who keeps a book too long is written to",
        when=time_is_up,
    ),
    Ignore((AVAILABLE, LENT, OVERDUE), BookDue, why="it belongs to an earlier loan"),
)


def reader(book: Book, situation: Situation) -> Awaited:
    """Whoever has the book."""
    return Awaited(READER, person=book.reader_id)


def asked_again(book: Book, since: datetime, situation: Situation) -> datetime:
    """So long is who is late left alone, after the notice."""
    return since + timedelta(days=situation.law.asked_every)


def again_and_again(book: Book, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
    """The first time the reader is asked alone; from then on the librarians hear of it, too."""
    yield Rung(due_at, "reminder", (READER,))
    while True:
        due_at = asked_again(book, due_at, situation)
        yield Rung(due_at, "urge", (READER, LIBRARIAN))


ENDING: tuple[Clause[Book], ...] = (
    Final((AVAILABLE,), result="it stands on the shelf"),
    Driven((LENT,), BookDue, why="rules of the library, 2: until its day the book is the reader's"),
    Wait(
        (OVERDUE,),
        "bring_back",
        who=reader,
        due=asked_again,
        ladder=again_and_again,
        why="rules of the library, 5: who is late is asked every week until the book is back",
    ),
)
REMINDERS = Reminders(BookWaitDue, BookReminded)
