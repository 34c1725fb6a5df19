"""The parts of the service."""

from services.scheduling.handlers import HANDLERS
from services.scheduling.storage.tables import JOURNAL, KINDS, METADATA
from shared.service import Service

SERVICE = Service(
    name="scheduling",
    metadata=METADATA,
    journal=JOURNAL,
    kinds=KINDS,
    handlers=HANDLERS,
    learns=frozenset({"topic", "submission", "project", "promise", "item"}),
)
