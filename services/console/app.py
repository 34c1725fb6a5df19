"""The service: its name, its parts, and its pages."""

from pathlib import Path

from services.console.gateway import gateway_groups
from services.console.handlers import USE_CASES
from services.console.pages.routes import page_groups
from services.console.sending.outbox import hear
from services.console.storage.tables import JOURNAL, METADATA
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.http.limits import RouteGroup
from shared.kernel.service.service import AtWork, Service
from shared.language.house import HOUSE
from shared.language.topology import CONSOLE


def routes(running: AtWork, bus: InProcessBus | None) -> list[RouteGroup]:
    """The pages, which take every address left; where messages stay in this process, the gateway for
    outsiders."""
    return [*(gateway_groups(bus) if bus else ()), *page_groups(running, bus)]


SERVICE = Service(
    name=CONSOLE,
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    routes=routes,
    use_cases=USE_CASES,
    only_copies=True,
    chore=hear,
    learns=frozenset(
        {
            "township",
            "submission",
            "topic",
            "meeting",
            "visit",
            "item",
            "promise",
            "project",
            "ballot",
            "rating",
            "alarm",
        }
    ),
)
