"""The service: its name, its parts, and its HTTP route."""

from pathlib import Path

from services.directory.handlers import USE_CASES
from services.directory.storage.tables import JOURNAL, KINDS, METADATA
from services.directory.township_route import township_route
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.http.limits import RouteGroup
from shared.kernel.service.service import AtWork, ClockMessages, Service
from shared.language.contracts import directory
from shared.language.house import HOUSE


def routes(running: AtWork, bus: InProcessBus | None) -> list[RouteGroup]:
    """The township as everybody may see it."""
    return [township_route(running)]


SERVICE = Service(
    name="directory",
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    clock=ClockMessages(directory.MoveDirectoryClock, directory.DirectoryClockMoved),
    kinds=KINDS,
    learns=frozenset({"signing_key"}),
    use_cases=USE_CASES,
    routes=routes,
)
