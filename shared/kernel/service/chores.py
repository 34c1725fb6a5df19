"""What a service does beside messages, again and again."""

import asyncio

import structlog

from shared.kernel.messages.wordless import in_brief
from shared.kernel.service.service import AtWork, Service, nothing

log = structlog.get_logger(__name__)


async def keep_doing(service: Service, running: AtWork) -> None:
    """The service's chore, for ever, as often as the relay looks; whatever goes wrong is tried again."""
    while service.chore is not nothing:
        try:
            await service.chore(running)
        except Exception as error:
            log.warning("chore_failed", service=service.name, error=in_brief(error))
        await asyncio.sleep(running.settings.relay_poll)
