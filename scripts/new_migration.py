"""Writes the next migration of a service from the difference between its metadata and a database migrated so far.

Usage: python scripts/new_migration.py SERVICE "what changes". Read what it wrote before you commit it.
"""

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from cli.process import load_service
from shared.database import create_engine
from shared.embedded import EmbeddedPostgres
from shared.migrations import folder_of, migrate

ENV = '''"""Alembic's entry for this service."""

from services.{service}.storage.tables import METADATA
from shared.alembic_env import run

run(METADATA)
'''
TEMPLATE = '''"""${{message}}."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = ${{repr(up_revision)}}
down_revision = ${{repr(down_revision)}}
branch_labels = None
depends_on = None


def upgrade() -> None:
    ${{upgrades if upgrades else "pass"}}


def downgrade() -> None:
    ${{downgrades if downgrades else "pass"}}
'''.replace("{{", "{").replace("}}", "}")


def _prepare(folder: Path, service: str) -> None:
    (folder / "versions").mkdir(parents=True, exist_ok=True)
    for name, content in (("env.py", ENV.format(service=service)), ("script.py.mako", TEMPLATE)):
        if not (folder / name).exists():
            (folder / name).write_text(content, "utf-8")


def _revise(connection: Connection, service: str, message: str) -> None:
    folder = folder_of(service)
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes["connection"] = connection
    number = len(list((folder / "versions").glob("*.py"))) + 1
    command.revision(
        config,
        message=message,
        autogenerate=True,
        rev_id=f"{service}_{number:04}",
        process_revision_directives=_nothing_if_empty,
    )


def _nothing_if_empty(context: object, revision: object, directives: list[Any]) -> None:
    if directives[0].upgrade_ops.is_empty():
        directives.clear()
        print("nothing has changed")


async def _main(service: str, message: str) -> None:
    load_service(service)
    _prepare(folder_of(service), service)
    with tempfile.TemporaryDirectory() as data, EmbeddedPostgres(Path(data), durable=False) as server:
        server.ensure_database("youyue")
        url = server.url("youyue")
        if any((folder_of(service) / "versions").glob("*.py")):
            await migrate(url, service)
        else:
            server.execute(f"CREATE SCHEMA {service}", "youyue")
        engine = create_engine(url, service, 1)
        async with engine.begin() as connection:
            await connection.run_sync(_revise, service, message)
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2]))
