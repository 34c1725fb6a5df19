"""What a service does beside messages, again and again."""

import asyncio
from datetime import timedelta

import structlog

from shared.kernel.bus.catching_up.sending import CatchingUp
from shared.kernel.journal.purging import Due, Purge, RuleFailed
from shared.kernel.messages.wordless import in_brief
from shared.kernel.service.service import AtWork, Service, nothing
from shared.kernel.store.clock import SystemClock

log = structlog.get_logger(__name__)

BETWEEN_STEPS = 0.1
"""Seconds between two steps of a purge: messages come first."""
BETWEEN_LOOKS = 60.0
"""Seconds until it is asked again whether a purge is due."""


async def keep_doing(service: Service, running: AtWork, *, over_broker: bool) -> None:
    """The service's chore, its purges, and the replays that partners asked it for, for ever."""
    doing = [_chore(service, running), _purges(purge_of(service, running), service.name)]
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
        doing.append(replays.run())
    await asyncio.gather(*doing)


def purge_of(service: Service, running: AtWork) -> Purge:
    """The purge of its tables, by its settings."""
    settings = running.settings
    return Purge(
        engine=running.housekeeping,
        tables=service.journal,
        rules=[Due(rule, getattr(settings, rule.days)) for rule in service.retention()],
        timers=[timer.type for timer in service.house.registry.timers_of(service.name)],
        clock=running.clock,
        machine=SystemClock(),
        every=timedelta(hours=settings.purge_hours),
    )


async def _purges(purge: Purge, service: str) -> None:
    """A step at a time; whatever goes wrong is tried again, the other rules first."""
    known = False
    while True:
        more = False
        try:
            if not known:
                await purge.begin()
                known = True
            more = await purge.step()
        except RuleFailed as failed:
            log.warning(
                "purge_failed", service=service, rule=failed.rule, error=in_brief(failed.__cause__ or failed)
            )
            more = True
        except Exception as error:
            log.warning("purge_failed", service=service, error=in_brief(error))
        await asyncio.sleep(BETWEEN_STEPS if more else BETWEEN_LOOKS)


async def _chore(service: Service, running: AtWork) -> None:
    """As often as the relay looks; whatever goes wrong is tried again."""
    while service.chore is not nothing:
        try:
            await service.chore(running)
        except Exception as error:
            log.warning("chore_failed", service=service.name, error=in_brief(error))
        await asyncio.sleep(running.settings.relay_poll)
