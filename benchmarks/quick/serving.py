"""Intake as it is deployed, relay and all. ``python -m benchmarks.quick.serving DATABASE BROKER``"""

import asyncio
import sys

from benchmarks.quick.toggled import toggled
from cli.process import Process
from shared.kernel.service.garbage import spare_what_stays
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import settings_for


async def main(database: str, broker: str) -> None:
    """Serve until the input ends."""
    settings = settings_for("intake", database_url=database, broker_url=broker, trust="everybody")
    configure_logging(settings.log_level, settings.log_format)
    process = Process(("intake",), lambda service: settings)
    await process.start()
    spare_what_stays()
    await toggled()
    await process.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
