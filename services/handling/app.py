"""The service: its name and its parts."""

from pathlib import Path

from services.handling.handlers import USE_CASES
from services.handling.storage.tables import JOURNAL, KINDS, METADATA
from shared.kernel.service.service import ClockMessages, Service
from shared.language.contracts import handling
from shared.language.house import HOUSE

SERVICE = Service(
    name="handling",
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    clock=ClockMessages(handling.MoveHandlingClock, handling.HandlingClockMoved),
    use_cases=USE_CASES,
    kinds=KINDS,
    learns=frozenset({"township", "signing_key", "submission", "topic", "meeting", "visit"}),
)
