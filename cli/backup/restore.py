"""Putting a backup back: schemas, then migrations, then messages that subscribers had not handled go out
again."""

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.backup.manifest import BackupUnusable, Dump, read_manifest
from cli.backup.programs import connection_of, run_program
from cli.backup.resend import Resent, resend_missing
from cli.services import schema_of
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import is_known_revision, migrate

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name = :name AND pid <> pg_backend_pid()"
)
_SCHEMA = text("SELECT count(*) FROM information_schema.schemata WHERE schema_name = :name")
_TABLE = text("SELECT to_regclass('journal') IS NOT NULL")
_ANYTHING = text("SELECT EXISTS (SELECT FROM journal) OR EXISTS (SELECT FROM inbox)")


class NotRestored(Exception):
    """Restoring would do harm; nothing was changed. The message says why, in both languages."""


async def restore_backup(
    folder: Path, settings: Mapping[str, ServiceSettings], *, replace: bool
) -> list[Resent]:
    """Restore every service of the backup; the services must be stopped, and the broker's queues be empty.

    ``replace``: throw away the present contents of the databases. Returns the messages that will be sent
    again, by queue. Raises NotRestored or BackupUnusable before anything is changed; ProgramFailed when a
    dump cannot be restored, after which it can be tried again with ``replace``.
    """
    manifest = read_manifest(folder)
    for dump in manifest.dumps:
        await _check(settings[dump.service], dump, replace)
    for dump in manifest.dumps:
        await _restore(folder / dump.file, settings[dump.service])
        await migrate(settings[dump.service].sqlalchemy_url, schema_of(dump.service))
    return await resend_missing({dump.service: settings[dump.service] for dump in manifest.dumps})


async def _check(settings: ServiceSettings, dump: Dump, replace: bool) -> None:
    name = dump.service
    if not is_known_revision(schema_of(name), dump.revision):
        raise BackupUnusable(
            f"{name}: 备份来自更新的版本 the backup is of a newer version, revision {dump.revision}"
        )
    engine = create_engine(settings.sqlalchemy_url, name, 1)
    try:
        async with engine.connect() as connection:
            if await connection.scalar(_OTHERS, {"name": f"youyue-{name}"}):
                raise NotRestored(f"{name}: 服务还在运行，请先停止 the service still runs: stop it first")
            if not replace and await _has_data(connection):
                raise NotRestored(
                    f"{name}: 数据库里有数据，覆盖请加 --replace  the database holds data: give --replace"
                )
    finally:
        await engine.dispose()


async def _has_data(connection: AsyncConnection) -> bool:
    return bool(await connection.scalar(_TABLE)) and bool(await connection.scalar(_ANYTHING))


async def _restore(file: Path, settings: ServiceSettings) -> None:
    engine = create_engine(settings.sqlalchemy_url, settings.service, 1)
    try:
        async with engine.begin() as connection:
            if await connection.scalar(_SCHEMA, {"name": settings.service}):
                await connection.execute(text(f'DROP SCHEMA "{settings.service}" CASCADE'))
    finally:
        await engine.dispose()
    environment = connection_of(settings)
    await run_program(
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        f"--dbname={environment['PGDATABASE']}",
        str(file),
        environment=environment,
    )
