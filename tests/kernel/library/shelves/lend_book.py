"""A reader asks for a book."""

from shared.kernel.journal.act import act
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from tests.kernel.library.contracts import LendBook
from tests.kernel.library.shelves.lending import LendingFacts
from tests.kernel.library.shelves.storage import BOOK, books_at_home


async def lend_book(message: Message[LendBook], work: Work) -> Refusal | None:
    """Count the reader's books, then let the table decide."""
    at_home = await books_at_home(work, message.envelope.actor.id)
    return await act(BOOK, message, work, facts=LendingFacts(at_home))
