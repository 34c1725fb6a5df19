"""The service: its name and its parts."""

from services.intake.handlers import HANDLERS
from services.intake.storage.tables import JOURNAL, KINDS, METADATA
from shared.service import Service

SERVICE = Service(name="intake", metadata=METADATA, journal=JOURNAL, handlers=HANDLERS, kinds=KINDS)
