"""A new book is put on the shelf."""

from shared.kernel.machine import Clause, Creation
from tests.kernel.library.contracts import LIBRARIAN, AddBook, BookAdded
from tests.kernel.library.law import Situation
from tests.kernel.library.shelves.book import AVAILABLE, Book


def put_on_the_shelf(_: None, message: AddBook, situation: Situation) -> Book:
    """The book, as it is when it is new."""
    return Book(book_id=situation.new_id, title=message.title)


ADDING: tuple[Clause[Book], ...] = (
    Creation(
        AddBook,
        AVAILABLE,
        BookAdded,
        (LIBRARIAN,),
        why="practice: librarians choose the books",
        change=put_on_the_shelf,
    ),
)
