"""The service: its name, its parts, and its HTTP routes."""

from pathlib import Path

from services.intake.attachments.erasing import erase_unused
from services.intake.attachments.routes import attachment_group
from services.intake.contact_routes import contact_group
from services.intake.domain.errands import ERRANDS
from services.intake.domain.triage.book import book
from services.intake.domain.triage.learned import model
from services.intake.handlers import USE_CASES
from services.intake.mine_routes import mine_group
from services.intake.preview_routes import preview_group
from services.intake.queue_routes import queue_group
from services.intake.similar_routes import similar_group
from services.intake.storage.tables import JOURNAL, KINDS, METADATA
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.http.limits import RouteGroup
from shared.kernel.service.service import AtWork, ClockMessages, Service
from shared.language.contracts import intake
from shared.language.house import HOUSE


def routes(running: AtWork, bus: InProcessBus | None) -> list[RouteGroup]:
    """The upload of photos and documents, too large for a message; the office's queues, and what it
    sees before it publishes; the search for similar matters; what a raiser reads of their own."""
    # Triage reads its data once; the first matter raised should not wait for that.
    book(), model()
    groups = (attachment_group, queue_group, preview_group, contact_group, similar_group, mine_group)
    return [group(running) for group in groups]


SERVICE = Service(
    name="intake",
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    clock=ClockMessages(intake.MoveIntakeClock, intake.IntakeClockMoved),
    errands=ERRANDS,
    use_cases=USE_CASES,
    kinds=KINDS,
    learns=frozenset({"township", "signing_key", "visit"}),
    routes=routes,
    chore=erase_unused,
)
