"""The service: its name and its parts."""

from services.handling.handlers import HANDLERS
from services.handling.storage.tables import JOURNAL, KINDS, METADATA
from shared.service import Service

SERVICE = Service(
    name="handling",
    metadata=METADATA,
    journal=JOURNAL,
    handlers=HANDLERS,
    kinds=KINDS,
    learns=frozenset({"submission", "meeting"}),
)
