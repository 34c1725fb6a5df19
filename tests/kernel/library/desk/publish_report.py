"""A librarian asks how many books are where."""

from collections import Counter

from shared.kernel.journal.work import Work
from shared.kernel.machine import Errand
from shared.kernel.messages.envelope import Message
from tests.kernel.library.contracts import LIBRARIAN, BookSnapshot, PublishReport, ReportPublished

REPORTING = Errand(
    PublishReport, (LIBRARIAN,), ReportPublished, why="practice: librarians see the numbers, readers do not"
)


async def publish_report(message: Message[PublishReport], work: Work) -> None:
    """Count the desk's own copies of the books; the shelves are not asked."""
    copies = await work.known_all("book", BookSnapshot)
    states = Counter(book.state for book in copies)
    work.emit(ReportPublished(books=len(copies), lent=states["lent"], overdue=states["overdue"]))
