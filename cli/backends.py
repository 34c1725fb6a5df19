"""What a process stands on: given servers, or PostgreSQL of its own and the in-process transport."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from cli.drawn_secrets import kept_secret
from cli.servers import addresses, database_of, given_url, is_set
from cli.services import schema_of
from shared.embedded import default_files_dir
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.settings.settings import ServiceSettings, settings_for
from shared.kernel.store.database import create_engine
from shared.kernel.store.waiting import migrate_patiently
from shared.language.topology import CONSUMERS, TOPOLOGY

DATABASE = "youyue"
PROJECT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Backends:
    """Where each service's database and broker are; ``bus`` is there when no broker is given."""

    databases: Mapping[str, str]
    brokers: Mapping[str, str]
    bus: InProcessBus | None
    given: Mapping[str, Any] = field(default_factory=dict)
    """What holds for every service, whatever the environment says."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """What holds where the environment says nothing."""

    def settings(self, service: str) -> ServiceSettings:
        """The service's settings, standing on these; everything else is read from the environment."""
        servers = {"database_url": self.databases[service]}
        if self.brokers:
            servers["broker_url"] = self.brokers[service]
        unsaid = {name: value for name, value in self.defaults.items() if not is_set(service, name)}
        return settings_for(service, **{**unsaid, **servers, **self.given})


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


def intake_database() -> AbstractAsyncContextManager[AsyncConnection]:
    """A transaction in intake's database: the given one, or the embedded one."""
    return service_database("intake")


@asynccontextmanager
async def service_database(service: str) -> AsyncIterator[AsyncConnection]:
    """A transaction in a service's database: the given one, or the embedded one."""
    async with open_database(database_of(service, CONSUMERS)) as url:
        engine = create_engine(settings_for(service, database_url=url).sqlalchemy_url, service, 1)
        try:
            async with engine.begin() as connection:
                yield connection
        finally:
            await engine.dispose()


def kept_files() -> str | None:
    """Where photos and documents are: as the environment says, or the embedded folder."""
    given = given_url("INTAKE_ATTACHMENTS_URL") or given_url("ATTACHMENTS_URL")
    return given or (None if database_of("intake", CONSUMERS) else f"file://{default_files_dir(PROJECT)}")


@asynccontextmanager
async def open_backends(
    database_url: str | None = None,
    broker_url: str | None = None,
    given: Mapping[str, Any] | None = None,
    defaults: Mapping[str, Any] | None = None,
) -> AsyncIterator[Backends]:
    """Start what was not given, bring the databases to the newest revision, and stop what was started at the
    end.

    ``database_url`` and ``broker_url`` stand for the common settings; a service's own come first. Raises
    SettingsError.
    """
    databases = addresses("DATABASE", CONSUMERS, database_url)
    brokers = addresses("BROKER", CONSUMERS, broker_url)
    async with open_database(None) if not databases else nullcontext("") as embedded:
        kept: dict[str, Any] = {"signer_secret": token_hex(32)}
        if not databases:
            kept["attachments_url"] = f"file://{default_files_dir(PROJECT)}"
            kept["secret"] = kept_secret(PROJECT, "identity")
        backends = Backends(
            databases or dict.fromkeys(CONSUMERS, embedded),
            brokers,
            None if brokers else InProcessBus(TOPOLOGY),
            given or {},
            {**kept, **(defaults or {})},
        )
        for service in CONSUMERS:
            await migrate_patiently(backends.settings(service).sqlalchemy_url, schema_of(service))
        yield backends
