"""What a service does beside messages, again and again."""

import asyncio

import structlog

from shared.kernel.bus.catching_up.sending import CatchingUp
from shared.kernel.messages.wordless import in_brief
from shared.kernel.service.service import AtWork, Service, nothing

log = structlog.get_logger(__name__)


async def keep_doing(service: Service, running: AtWork, *, over_broker: bool) -> None:
    """The service's chore and the replays that partners asked it for, for ever."""
    url = running.settings.broker_url
    if service.replay and over_broker and url:
        replays = CatchingUp(
            service=service.name,
            engine=running.housekeeping,
            tables=service.journal,
            registry=service.house.registry,
            url=str(url),
            poll=running.settings.relay_poll,
        )
        await asyncio.gather(_chore(service, running), replays.run())
    else:
        await _chore(service, running)


async def _chore(service: Service, running: AtWork) -> None:
    """As often as the relay looks; whatever goes wrong is tried again."""
    while service.chore is not nothing:
        try:
            await service.chore(running)
        except Exception as error:
            log.warning("chore_failed", service=service.name, error=in_brief(error))
        await asyncio.sleep(running.settings.relay_poll)
