"""A use case of handling as it runs in production, without the relay, which is measured apart.

``python -m benchmarks.quick.ours DATABASE BROKER``
"""

import asyncio
import sys

from benchmarks.quick.toggled import toggled
from services.handling.app import SERVICE
from shared.calendar import WorkingCalendar
from shared.clock import SystemClock
from shared.database import create_engine
from shared.garbage import spare_what_stays
from shared.logging import configure_logging
from shared.messaging.delivery import Delivery
from shared.messaging.pipeline import Pipeline
from shared.messaging.publisher import RabbitPublisher
from shared.messaging.rabbit import RabbitTransport
from shared.messaging.statistics import Statistics
from shared.messaging.tracing import Untraced
from shared.messaging.trust import EVERYBODY
from shared.messaging.unit_of_work import UnitOfWork
from shared.rules import load_rule_set
from shared.session import Sessions
from shared.settings import settings_for


async def main(database: str, broker: str) -> None:
    """Consume while told to."""
    settings = settings_for(SERVICE.name, database_url=database, broker_url=broker, trust="everybody")
    configure_logging(settings.log_level, settings.log_format)
    engine = create_engine(settings.sqlalchemy_url, SERVICE.name, settings.pool_size)
    sessions = Sessions(engine, settings.pool_size)
    publisher = RabbitPublisher(broker, "benchmark", settings.publish_timeout)
    await publisher.start()
    unit = UnitOfWork(
        service=SERVICE.name,
        sessions=sessions,
        tables=SERVICE.journal,
        clock=SystemClock(),
        handlers=SERVICE.handlers,
        learns=SERVICE.learns,
        rules=load_rule_set(settings.rule_set),
        calendar=WorkingCalendar.standard(),
    )
    pipeline = Pipeline(
        unit, EVERYBODY, committed=lambda: None, statistics=Statistics(SERVICE.name), tracing=Untraced()
    )
    transports: list[RabbitTransport] = []

    async def consume() -> None:
        transport = RabbitTransport(SERVICE.name, broker, settings.prefetch, publisher)
        transport.subscribe(pipeline.handle, _never_parked)
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
