"""How a book decides: pure, without a server."""

from datetime import UTC, datetime, timedelta

from shared.kernel.machine import Decision, Ignored, Moved, TimerChange
from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.kernel.messages.errors import Refusal
from tests.kernel.library.contracts import (
    LIBRARIAN,
    READER,
    BookDue,
    BookLent,
    BookWaitDue,
    GiveBookBack,
    LendBook,
)
from tests.kernel.library.law import RIVERSIDE
from tests.kernel.library.shelves.book import AVAILABLE, LENT, Book
from tests.kernel.library.shelves.lending import LendingFacts
from tests.kernel.library.shelves.table import BOOK_TABLE

NOW = datetime(2026, 9, 1, tzinfo=UTC)
IN_TWO_WEEKS = NOW + timedelta(days=14)
ON_THE_SHELF = Book(book_id="b", version=1, state=AVAILABLE, title="The River")
AT_ANNAS = Book(book_id="b", version=2, state=LENT, title="The River", reader_id="anna", due_at=IN_TWO_WEEKS)
ANNA, LENA = Actor("anna", READER), Actor("lena", LIBRARIAN)


def decide(
    book: Book, message: Data, actor: Actor, facts: object = None, now: datetime = NOW
) -> Decision[Book]:
    return BOOK_TABLE.decide(book, message, RIVERSIDE.situation(now, actor, "new", facts))


def test_a_book_is_lent_and_its_timer_set() -> None:
    timer = TimerChange("due:b", IN_TWO_WEEKS, BookDue(book_id="b"))
    decision = decide(ON_THE_SHELF, LendBook(book_id="b"), ANNA, LendingFacts(at_home=1))
    assert decision == Moved(ON_THE_SHELF, AT_ANNAS, BookLent, (timer,))


def test_a_reader_with_two_books_gets_no_third() -> None:
    decision = decide(ON_THE_SHELF, LendBook(book_id="b"), ANNA, LendingFacts(at_home=2))
    assert decision == Refusal("too_many_books", values=(("at_most", "2"),))


def test_a_book_that_comes_back_cancels_its_timer() -> None:
    decision = decide(AT_ANNAS, GiveBookBack(book_id="b"), LENA)
    assert isinstance(decision, Moved)
    assert decision.after.reader_id is None
    assert decision.timers == (TimerChange("due:b"),)


def test_the_timer_of_an_earlier_loan_means_nothing() -> None:
    early = IN_TWO_WEEKS - timedelta(seconds=1)
    assert decide(AT_ANNAS, BookDue(book_id="b"), SYSTEM, now=early) == Ignored(
        "it belongs to an earlier loan"
    )
    assert isinstance(decide(AT_ANNAS, BookDue(book_id="b"), SYSTEM, now=IN_TWO_WEEKS), Moved)


def test_a_reader_is_waited_for_from_the_day_on_which_the_book_is_late() -> None:
    decision = decide(AT_ANNAS, BookDue(book_id="b"), SYSTEM, now=IN_TWO_WEEKS)
    assert isinstance(decision, Moved)
    (waiting,) = decision.after.waiting
    assert (waiting.what, waiting.person_id, waiting.since) == ("bring_back", "anna", IN_TWO_WEEKS)
    in_three = IN_TWO_WEEKS + timedelta(days=7)
    assert decision.timers == (TimerChange("book:b:waiting", in_three, BookWaitDue(book_id="b")),)
