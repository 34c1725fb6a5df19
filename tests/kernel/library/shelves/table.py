"""The behaviour of books, chapter by chapter."""

from shared.kernel.machine import StateTable
from tests.kernel.library.shelves.adding import ADDING
from tests.kernel.library.shelves.book import STATES, Book
from tests.kernel.library.shelves.lending import ENDING, LENDING, REMINDERS

BOOK_TABLE: StateTable[Book] = StateTable("book", STATES, (*ADDING, *LENDING, *ENDING), REMINDERS)
