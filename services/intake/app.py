"""The service: its name, its parts, and its HTTP routes."""

from pathlib import Path

from starlette.routing import BaseRoute

from services.intake.attachments.routes import attachment_routes
from services.intake.domain.errands import ERRANDS
from services.intake.domain.triage.assess import assess
from services.intake.domain.triage.model import TriageInput
from services.intake.handlers import USE_CASES
from services.intake.queue_routes import queue_routes
from services.intake.similar_routes import similar_routes
from services.intake.storage.tables import JOURNAL, KINDS, METADATA
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.service import AtWork, ClockMessages, Service
from shared.language.contracts import intake
from shared.language.house import HOUSE


def routes(running: AtWork, bus: InProcessBus | None) -> list[BaseRoute]:
    """The upload of photos and documents, too large for a message; the office's queues; the search for
    similar matters."""
    # Triage reads its model once; the first matter raised should not wait for that.
    assess(TriageInput(text=""))
    return [*attachment_routes(running), *queue_routes(running), *similar_routes(running)]


SERVICE = Service(
    name="intake",
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    refuses=intake.IntakeCommandRefused,
    clock=ClockMessages(intake.MoveIntakeClock, intake.IntakeClockMoved),
    errands=ERRANDS,
    use_cases=USE_CASES,
    kinds=KINDS,
    routes=routes,
)
