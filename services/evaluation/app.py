"""The evaluation service: its parts by name."""

from services.evaluation.handlers import HANDLERS
from services.evaluation.storage.tables import JOURNAL, KINDS, METADATA
from shared.service import Service

SERVICE = Service(
    name="evaluation",
    metadata=METADATA,
    journal=JOURNAL,
    kinds=KINDS,
    handlers=HANDLERS,
    learns=frozenset({"submission", "topic", "meeting", "visit", "item", "promise"}),
)
