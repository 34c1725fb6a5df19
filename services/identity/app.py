"""The service: its name and its parts."""

from pathlib import Path

from services.identity.handlers import USE_CASES
from services.identity.inside import inside_group
from services.identity.keys import keep_spares
from services.identity.pages.routes import page_groups
from services.identity.storage.tables import JOURNAL, KINDS, METADATA
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.http.limits import RouteGroup
from shared.kernel.service.service import AtWork, ClockMessages, Service
from shared.language.contracts import identity
from shared.language.house import HOUSE

PORT_AFTER = 3
"""So many ports after the common one its pages are, unless a setting says otherwise."""


def routes(running: AtWork, bus: InProcessBus | None) -> list[RouteGroup]:
    """What the desk asks inside, and the pages on which people sign in."""
    return [inside_group(running), *page_groups(running)]


SERVICE = Service(
    name="identity",
    metadata=METADATA,
    journal=JOURNAL,
    house=HOUSE,
    migrations=Path(__file__).with_name("migrations"),
    clock=ClockMessages(identity.MoveIdentityClock, identity.IdentityClockMoved),
    kinds=KINDS,
    use_cases=USE_CASES,
    routes=routes,
    chore=keep_spares,
    learns=frozenset({"township"}),
    port_after=PORT_AFTER,
)
