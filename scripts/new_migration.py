"""Writes the next migration of a service from the difference between its metadata and a database migrated so
far.

Usage: python scripts/new_migration.py SERVICE "what changes". Read what it wrote before you commit it.
``SERVICE``: a service of the platform by its name, any other by its package with ``app`` and ``storage``.
"""

import asyncio
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from cli.services import LOADERS
from shared.embedded import EmbeddedPostgres
from shared.kernel.service.service import Service
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate
from shared.kernel.store.revisions import Schema

ENV = '''"""Alembic's entry for this service."""

{imports}

run(METADATA)
'''
_RUN = "from shared.kernel.store.alembic_env import run"
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


def _found(name: str) -> tuple[Service, str]:
    """The service, and the module with its tables."""
    package = f"services.{name}" if name in LOADERS else name
    service: Service = import_module(f"{package}.app").SERVICE
    return service, f"{package}.storage.tables" if name in LOADERS else f"{package}.storage"


def _prepare(folder: Path, tables: str) -> None:
    imports = "\n".join(sorted((f"from {tables} import METADATA", _RUN)))
    (folder / "versions").mkdir(parents=True, exist_ok=True)
    for name, content in (("env.py", ENV.format(imports=imports)), ("script.py.mako", TEMPLATE)):
        if not (folder / name).exists():
            (folder / name).write_text(content, "utf-8")


def _revise(connection: Connection, schema: Schema, message: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.folder))
    config.attributes["connection"] = connection
    number = len(list((schema.folder / "versions").glob("*.py"))) + 1
    command.revision(
        config,
        message=message,
        autogenerate=True,
        rev_id=f"{schema.service}_{number:04}",
        process_revision_directives=_nothing_if_empty,
    )


def _nothing_if_empty(context: object, revision: object, directives: list[Any]) -> None:
    if directives[0].upgrade_ops.is_empty():
        directives.clear()
        print("nothing has changed")


async def _main(name: str, message: str) -> None:
    service, tables = _found(name)
    schema = service.schema
    _prepare(schema.folder, tables)
    with tempfile.TemporaryDirectory() as data, EmbeddedPostgres(Path(data), durable=False) as server:
        server.ensure_database("youyue")
        url = server.url("youyue")
        if any((schema.folder / "versions").glob("*.py")):
            await migrate(url, schema)
        else:
            server.execute(f"CREATE SCHEMA {schema.service}", "youyue")
        engine = create_engine(url, schema.service, 1)
        async with engine.begin() as connection:
            await connection.run_sync(_revise, schema, message)
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], sys.argv[2]))
