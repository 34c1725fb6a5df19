"""The use cases of a service as they run in production, without the relay, which is measured apart.

``python -m benchmarks.quick.ours DATABASE BROKER SERVICE [unasked]``; ``unasked``: nobody asks the directory
who may act, and no statement its edition.
"""

import asyncio
import sys
from importlib import import_module

from benchmarks.quick.toggled import toggled
from shared.kernel.bus.access.trust import everybody
from shared.kernel.bus.delivery.answering import Answering
from shared.kernel.bus.delivery.carrying_out import CarryingOut, carried_out
from shared.kernel.bus.delivery.delivery import Delivery
from shared.kernel.bus.delivery.pipeline import Station, concerns, wrapped
from shared.kernel.bus.delivery.statistics import Statistics
from shared.kernel.bus.delivery.tracing import Untraced
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.bus.rabbit.transport import RabbitTransport
from shared.kernel.messages.base import Data
from shared.kernel.messages.errors import Refusal
from shared.kernel.service.garbage import spare_what_stays
from shared.kernel.service.logging import configure_logging
from shared.kernel.service.service import Service
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.clock import SystemClock
from shared.kernel.store.database import create_engine
from shared.kernel.store.key_ring import KeyRing
from shared.kernel.store.laws import Standing
from shared.kernel.store.session import Session, Sessions
from shared.language.behaviour import Law
from shared.language.house import HOUSE
from shared.language.topology import TOPOLOGY


def _everybody(*_: object) -> None:
    """Everybody may act."""


class Unasked(CarryingOut):
    """Decides by the law that was there at first, and lets everybody act."""

    _first: Standing | None = None

    async def _standing(
        self, session: Session, tenant: str, data: Data | Refusal, *, anew: bool
    ) -> Standing | None:
        if self._first is None:
            found = await super()._standing(session, tenant, data, anew=anew)
            assert found
            Law.admits = _everybody  # type: ignore[assignment, method-assign]
            self._first = Standing(found.law)
        return self._first


async def main(database: str, broker: str, name: str, asking: str = "") -> None:
    """Consume while told to."""
    service: Service = import_module(f"services.{name}.app").SERVICE
    settings = settings_for(name, database_url=database, broker_url=broker, trust="everybody")
    configure_logging(settings.log_level, settings.log_format)
    engine = create_engine(settings.sqlalchemy_url, name, settings.pool_size)
    sessions = Sessions(engine, settings.pool_size)
    publisher = RabbitPublisher(broker, "benchmark", settings.publish_timeout)
    await publisher.start()
    answering = Answering(name, HOUSE, sessions, SystemClock())
    unit = (Unasked if asking else CarryingOut)(
        service=name,
        sessions=sessions,
        tables=service.journal,
        clock=SystemClock(),
        handlers=service.handlers,
        learns=service.learns,
        laws=service.laws(),
        answering=answering,
    )
    trust = everybody(HOUSE.registry)
    station = Station(
        name,
        TOPOLOGY,
        trust,
        Statistics(name),
        Untraced(),
        answering,
        KeyRing(None, answering.sessions),
    )
    handle = wrapped(carried_out(unit, lambda: None), concerns(station).values())
    transports: list[RabbitTransport] = []

    async def consume() -> None:
        transport = RabbitTransport(name, TOPOLOGY, broker, settings.prefetch, publisher)
        transport.subscribe(handle, _never_parked)
        await transport.start()
        transports.append(transport)

    async def pause() -> None:
        await transports.pop().stop()

    spare_what_stays()
    await toggled(consume, pause)
    await publisher.stop()
    await sessions.close()
    await engine.dispose()


async def _never_parked(delivery: Delivery, reason: str, detail: str) -> None:
    raise AssertionError(f"{reason}: {detail}")


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
