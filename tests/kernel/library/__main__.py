"""A day in the library: ``python -m tests.kernel.library``."""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from shared.client import new_command, open_client
from shared.client.in_process import bus_wire
from shared.embedded import EmbeddedPostgres
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import ServiceSettings, settings_for
from tests.kernel.library.contracts import LIBRARIAN, READER, AddBook, BookLent, LendBook
from tests.kernel.library.house import HOUSE
from tests.kernel.library.opening import open_library

MORNING = datetime.fromisoformat("2026-09-01T08:00:00+08:00")
LENA, ANNA, BERT = Actor("lena", LIBRARIAN), Actor("anna", READER), Actor("bert", READER)


async def day(database_url: str, tell: Callable[[str], None] = print) -> None:
    """Lena adds a book; Anna asks for it, then Bert."""

    def settings(service: str) -> ServiceSettings:
        return settings_for(service, database_url=database_url, story_clock=MORNING)

    bus = InProcessBus(HOUSE.topology)
    async with open_library(settings, bus), bus_wire(bus) as wire, open_client(wire) as client:
        added = await client.ask(new_command(AddBook(title="The River"), LENA, "riverside", "/counter"))
        lend = LendBook(book_id=added.data["book"]["book_id"])
        for reader in (ANNA, BERT):
            answer = await client.ask(new_command(lend, reader, "riverside", "/counter"))
            if answer.type == BookLent.type:
                tell(f"{reader.id} has the book until {answer.data['book']['due_at']}")
            else:
                tell(f"{reader.id} is told: {answer.data['reason']['en']}")


if __name__ == "__main__":
    configure_logging("WARNING", "people")
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder), durable=False) as server:
        server.ensure_database("library")
        asyncio.run(day(server.url("library")))
