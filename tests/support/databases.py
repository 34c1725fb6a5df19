"""Databases for tests: one is migrated once a session, every test gets a copy of it."""

import asyncio
from uuid import uuid4

import asyncpg

from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.kernel.store.migrations import migrate
from shared.language.topology import CONSUMERS
from tests.support.township import TOWNSHIP, xiushan

TEMPLATE = "youyue_template"


def make_template(server: EmbeddedPostgres) -> None:
    """A database with every service's schema at its newest revision."""
    server.ensure_database(TEMPLATE)

    async def bring_to_head() -> None:
        for service in CONSUMERS:
            await migrate(server.url(TEMPLATE), schema_of(service))
            await know(server.url(TEMPLATE), service, TOWNSHIP)

    asyncio.run(bring_to_head())


async def know(database_url: str, service: str, *townships: str) -> None:
    """Let ``service`` have its copy of the sample's lists, as those of these townships."""
    connection = await asyncpg.connect(
        database_url.replace("+asyncpg", ""), server_settings={"search_path": service}
    )
    try:
        for township in townships:
            await connection.execute(
                "INSERT INTO known (tenant, kind, id, sequence, data) VALUES ($1, 'township', $1, 1, $2)",
                township,
                xiushan(township).model_dump_json(),
            )
    finally:
        await connection.close()


def copy_template(server: EmbeddedPostgres) -> str:
    """The URL of a fresh copy."""
    name = f"test_{uuid4().hex[:12]}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
    return server.url(name)
