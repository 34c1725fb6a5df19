"""What a process stands on: given servers, or PostgreSQL of its own and the in-process transport."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from cli.services import schema_of
from shared.embedded import default_files_dir
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.settings.secrecy import SecretError, read_secret
from shared.kernel.settings.settings import (
    ServiceSettings,
    SettingsError,
    TrustIn,
    settings_for,
    tool_broker_url,
)
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate
from shared.language.topology import CONSUMERS, TOPOLOGY

DATABASE = "youyue"
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Backends:
    """``bus`` is None when a broker is given."""

    database_url: str
    broker_url: str | None
    bus: InProcessBus | None
    story_clock: datetime | None = None
    attachments_url: str | None = None
    trust: TrustIn | None = None

    def settings(self, service: str) -> ServiceSettings:
        """The service's settings, standing on these; everything else is read from the environment."""
        given: dict[str, Any] = {"database_url": self.database_url}
        if self.broker_url:
            given["broker_url"] = self.broker_url
            if self.trust:
                given["trust"] = self.trust
        if self.story_clock:
            given["story_clock"] = self.story_clock
        if self.attachments_url:
            given["attachments_url"] = self.attachments_url
        return settings_for(service, **given)


def given_url(name: str) -> str | None:
    """``YOUYUE_<name>``, else ``<name>``, from the environment or from the file that ``…_FILE`` names.

    Raises SettingsError.
    """
    try:
        return read_secret(os.environ, f"YOUYUE_{name}") or read_secret(os.environ, name) or None
    except SecretError as error:
        raise SettingsError(str(error)) from error


def broker_address(given: str | None) -> str | None:
    """The broker's address for tools: ``given`` or the environment's, with password and TLS of the common
    settings.

    Raises SettingsError.
    """
    url = given or given_url("BROKER_URL")
    return tool_broker_url(url) if url else None


@asynccontextmanager
async def open_database(database_url: str | None) -> AsyncIterator[str]:
    """The given database, or the embedded one: started if it is not running, and then stopped again at the
    end."""
    if database_url:
        yield database_url
        return
    from shared.embedded import EmbeddedPostgres, default_data_dir

    embedded = EmbeddedPostgres(default_data_dir(PROJECT))
    try:
        await asyncio.to_thread(embedded.start)
        await asyncio.to_thread(embedded.ensure_database, DATABASE)
        yield embedded.url(DATABASE)
    finally:
        if embedded.started_here:
            await asyncio.to_thread(embedded.stop)


@asynccontextmanager
async def intake_database() -> AsyncIterator[AsyncConnection]:
    """A transaction in intake's database: the given one, or the embedded one."""
    async with open_database(given_url("INTAKE_DATABASE_URL") or given_url("DATABASE_URL")) as url:
        engine = create_engine(settings_for("intake", database_url=url).sqlalchemy_url, "intake", 1)
        try:
            async with engine.begin() as connection:
                yield connection
        finally:
            await engine.dispose()


@asynccontextmanager
async def open_backends(
    database_url: str | None,
    broker_url: str | None,
    story_clock: datetime | None = None,
    trust: TrustIn | None = None,
) -> AsyncIterator[Backends]:
    """Start what was not given, bring the database to the newest revision, and stop what was started at the
    end."""
    async with open_database(database_url) as url:
        files = None if database_url else f"file://{default_files_dir(PROJECT)}"
        backends = Backends(
            url, broker_url, None if broker_url else InProcessBus(TOPOLOGY), story_clock, files, trust
        )
        for service in CONSUMERS:
            await migrate(backends.settings(service).sqlalchemy_url, schema_of(service))
        yield backends
