"""The library at work: both services in one process."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from shared.kernel.bus.delivery.delivery import Wrap
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.running import Running
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.migrations import migrate
from tests.kernel.library.desk.app import SERVICE as DESK
from tests.kernel.library.shelves.app import SERVICE as SHELVES

Settings = Callable[[str], ServiceSettings]
"""The settings of the service of that name."""


@asynccontextmanager
async def open_library(
    settings: Settings, bus: InProcessBus | None = None, faults: tuple[Wrap, ...] = ()
) -> AsyncIterator[tuple[Running, ...]]:
    """Bring the tables to their newest form, start both services, and stop them at the end.

    ``bus`` None: over RabbitMQ, as the settings say.
    """
    services = tuple(Running(service, settings(service.name), bus, faults) for service in (SHELVES, DESK))
    for running in services:
        await migrate(running.settings.sqlalchemy_url, running.service.schema)
    try:
        await asyncio.gather(*(running.start() for running in services))
        yield services
    finally:
        await asyncio.gather(*(running.stop() for running in services))
