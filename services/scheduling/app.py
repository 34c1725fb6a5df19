"""The parts of the service."""

from pathlib import Path

from services.scheduling.handlers import USE_CASES
from services.scheduling.storage.tables import JOURNAL, KINDS, METADATA
from shared.kernel.service.service import ClockMessages, Service
from shared.language.contracts import scheduling
from shared.language.house import HOUSE

SERVICE = Service(
    name="scheduling",
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    clock=ClockMessages(scheduling.MoveSchedulingClock, scheduling.SchedulingClockMoved),
    kinds=KINDS,
    use_cases=USE_CASES,
    learns=frozenset({"township", "signing_key", "topic", "submission", "project", "promise", "item"}),
)
