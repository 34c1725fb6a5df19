"""The tables of the shelves, and what is looked up in them."""

from sqlalchemy import func, select

from shared.kernel.journal.tables import journal_tables
from shared.kernel.journal.work import Work
from shared.kernel.store.database import new_metadata
from shared.kernel.store.kind import Kind, thing_table
from shared.kernel.store.session import Session
from tests.kernel.library.contracts import BookSnapshot
from tests.kernel.library.shelves.book import Book
from tests.kernel.library.shelves.table import BOOK_TABLE

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)
BOOK = Kind("book", Book, BookSnapshot, BOOK_TABLE, thing_table("book", METADATA))


async def books_at_home(work: Work, reader_id: str) -> int:
    """How many books the reader has; two questions about one reader are answered one after the other.

    Otherwise a reader who asks for two books at once could get both as the last one allowed.
    """
    await work.write(take_turn, reader_id)
    return len(await work.find(BOOK, BOOK.table.c.data["reader_id"].astext == reader_id))


async def take_turn(session: Session, tenant: str, reader_id: str) -> None:
    """Wait until nobody else has the reader's turn; ours ends with the transaction."""
    turn = func.hashtextextended(f"{tenant}:{reader_id}", 0)
    await session.connection.execute(select(func.pg_advisory_xact_lock(turn)))
