"""The services' tables of parked messages, wherever their databases are."""

import os
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from cli.backends import given_url, open_database
from cli.process import load_service
from shared.database import create_engine
from shared.journal.tables import JournalTables
from shared.messaging.topology import CONSUMERS
from shared.settings import SettingsError, settings_for

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True)
class Lot:
    """One service's parked messages."""

    service: str
    engine: AsyncEngine
    tables: JournalTables


@asynccontextmanager
async def open_lots(services: Sequence[str] = ()) -> AsyncIterator[tuple[Lot, ...]]:
    """The lots of those services; of none named, of all whose database is known here.

    Without any database in the environment, the embedded one. Raises SettingsError.
    """
    if unknown := set(services) - set(CONSUMERS):
        raise SettingsError(f"{', '.join(sorted(unknown))}: {', '.join(CONSUMERS)}")
    common = given_url("DATABASE_URL")
    own = tuple(name for name in CONSUMERS if given_url(f"{name.upper()}_DATABASE_URL"))
    async with AsyncExitStack() as stack:
        given = {}
        if not common and not own:
            given = {"database_url": await stack.enter_async_context(open_database(None))}
        names = services or (CONSUMERS if common or not own else own)
        lots = []
        for name in names:
            engine = create_engine(settings_for(name, **given).sqlalchemy_url, name, 1)
            stack.push_async_callback(engine.dispose)
            lots.append(Lot(name, engine, load_service(name).journal))
        yield tuple(lots)


def split_id(text: str) -> tuple[str, int]:
    """``handling:12`` is the message at position 12 of handling's. Raises ValueError."""
    service, _, position = text.partition(":")
    if service not in CONSUMERS or not position.isdigit():
        raise ValueError(f"{text}: handling:12")
    return service, int(position)


def duration(text: str) -> timedelta:
    """``90s``, ``30m``, ``2h`` or ``3d``. Raises ValueError."""
    found = re.fullmatch(r"(\d{1,9})([smhd])", text)
    if not found:
        raise ValueError(f"{text}: 90s 30m 2h 3d")
    return timedelta(**{_UNITS[found[2]]: int(found[1])})


def login_name() -> str:
    """Who works at this terminal, as far as the system knows."""
    return os.environ.get("SUDO_USER") or os.environ.get("USER") or os.environ.get("LOGNAME") or f"uid {os.getuid()}"
