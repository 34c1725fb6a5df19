"""The service: its name, its parts, and what it takes over HTTP."""

from starlette.routing import BaseRoute

from services.intake.attachments.routes import attachment_routes
from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.model import TriageInput
from services.intake.handlers import HANDLERS
from services.intake.queue_routes import queue_routes
from services.intake.similar_routes import similar_routes
from services.intake.storage.tables import JOURNAL, KINDS, METADATA
from shared.messaging.in_process import InProcessBus
from shared.service import Running, Service

SERVICE = Service(name="intake", metadata=METADATA, journal=JOURNAL, handlers=HANDLERS, kinds=KINDS)


def routes(running: Running, bus: InProcessBus | None) -> list[BaseRoute]:
    """The upload of photos and documents, too large for a message; the office's queues; what is similar."""
    # Triage reads its model once; the first matter raised should not wait for that.
    assess(TriageInput(text=""))
    return [*attachment_routes(running), *queue_routes(running), *similar_routes(running)]
