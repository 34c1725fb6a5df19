"""Databases for tests: one is migrated once a session, every test gets a copy of it."""

import asyncio
from uuid import uuid4

from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.kernel.store.migrations import migrate
from shared.language.topology import CONSUMERS

TEMPLATE = "youyue_template"


def make_template(server: EmbeddedPostgres) -> None:
    """A database with every service's schema at its newest revision."""
    server.ensure_database(TEMPLATE)

    async def bring_to_head() -> None:
        for service in CONSUMERS:
            await migrate(server.url(TEMPLATE), schema_of(service))

    asyncio.run(bring_to_head())


def copy_template(server: EmbeddedPostgres) -> str:
    """The URL of a fresh copy."""
    name = f"test_{uuid4().hex[:12]}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
    return server.url(name)
