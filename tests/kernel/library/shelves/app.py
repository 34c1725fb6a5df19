"""The parts of the service."""

from pathlib import Path

from shared.kernel.service.service import ClockMessages, Service
from tests.kernel.library.contracts import (
    LendBook,
    MoveShelvesClock,
    ShelvesClockMoved,
)
from tests.kernel.library.house import HOUSE
from tests.kernel.library.shelves.lend_book import lend_book
from tests.kernel.library.shelves.storage import BOOK, JOURNAL, METADATA

SERVICE = Service(
    name="shelves",
    house=HOUSE,
    metadata=METADATA,
    journal=JOURNAL,
    migrations=Path(__file__).with_name("migrations"),
    clock=ClockMessages(MoveShelvesClock, ShelvesClockMoved),
    kinds=(BOOK,),
    use_cases={LendBook: lend_book},
)
