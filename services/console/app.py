"""The service: its name, its parts, and its pages."""

from starlette.routing import BaseRoute

from services.console.gateway import gateway_routes
from services.console.handlers import HANDLERS
from services.console.pages.routes import page_routes
from services.console.storage.tables import JOURNAL, METADATA
from shared.messaging.in_process import InProcessBus
from shared.messaging.topology import CONSOLE
from shared.service import Running, Service

SERVICE = Service(
    name=CONSOLE,
    metadata=METADATA,
    journal=JOURNAL,
    handlers=HANDLERS,
    only_copies=True,
    learns=frozenset(
        {"submission", "topic", "meeting", "visit", "item", "promise", "project", "ballot", "rating", "alarm"}
    ),
)


def routes(running: Running, bus: InProcessBus | None) -> list[BaseRoute]:
    """The pages, which take every address left; where messages stay in this process, the gateway for outsiders."""
    return [*(gateway_routes(bus) if bus else ()), *page_routes(running)]
