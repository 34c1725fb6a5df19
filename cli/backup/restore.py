"""Putting a backup back: schemas, then migrations, then messages that subscribers had not handled go out
again."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.backup.encryption import opened
from cli.backup.manifest import BackupUnusable, Dump, Manifest, read_manifest
from cli.backup.programs import connection_of, feed
from cli.backup.resend import Resent, resend_missing
from cli.backup.shelf import Folder
from cli.services import schema_of
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate
from shared.kernel.store.revisions import known_revisions

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name = :name AND pid <> pg_backend_pid()"
)
_SCHEMA = text("SELECT count(*) FROM information_schema.schemata WHERE schema_name = :name")
_TABLE = text("SELECT to_regclass('journal') IS NOT NULL")
_ANYTHING = text("SELECT EXISTS (SELECT 1 FROM journal) OR EXISTS (SELECT 1 FROM inbox)")


class NotRestored(Exception):
    """Restoring would do harm; nothing was changed. The message says why, in both languages."""


async def restore_backup(
    folder: Folder,
    settings: Mapping[str, ServiceSettings],
    *,
    replace: bool,
    identities: Sequence[Any] = (),
) -> list[Resent]:
    """Restore every service of the backup; the services must be stopped, and the broker's queues be empty.

    ``replace``: throw away the present contents of the databases. ``identities``: private keys, for an
    encrypted one. Returns the messages that will be sent again, by queue. Raises NotRestored or
    BackupUnusable before anything is changed; ProgramFailed or BackupUnusable when a dump cannot be restored,
    after which it can be tried again with ``replace``.
    """
    manifest = await usable(folder, identities)
    for dump in manifest.dumps:
        await _check(settings[dump.service], dump, replace)
    for dump in manifest.dumps:
        await _make_room(settings[dump.service])
        await put_back(folder, manifest, dump, settings[dump.service], identities)
        await migrate(settings[dump.service].sqlalchemy_url, schema_of(dump.service))
    return await resend_missing({dump.service: settings[dump.service] for dump in manifest.dumps})


async def usable(folder: Folder, identities: Sequence[Any]) -> Manifest:
    """Its manifest, when every file is as that says, of a version that is known, and can be opened. Raises
    BackupUnusable."""
    manifest = await asyncio.to_thread(read_manifest, folder)
    if manifest.recipients and not identities:
        raise BackupUnusable(
            f"{folder}: 备份已加密，请用 --identity 给出私钥 encrypted, give a private key with --identity; "
            + ", ".join(manifest.recipients)
        )
    for dump in manifest.dumps:
        if dump.revision not in known_revisions(schema_of(dump.service)).least:
            raise BackupUnusable(
                f"{dump.service}: 备份来自更新的版本 the backup is of a newer version, "
                f"revision {dump.revision}"
            )
    if manifest.recipients:
        await asyncio.to_thread(_opens, folder, manifest.dumps[0], identities)
    return manifest


async def put_back(
    folder: Folder, manifest: Manifest, dump: Dump, settings: ServiceSettings, identities: Sequence[Any]
) -> None:
    """Restore one dump into a database that has no schema of its name. Raises ProgramFailed,
    BackupUnusable."""
    environment = connection_of(settings)
    stored = folder.chunks(dump.file)
    await asyncio.to_thread(
        feed,
        "pg_restore",
        "--exit-on-error",
        "--single-transaction",
        "--no-owner",
        "--no-privileges",
        f"--dbname={environment['PGDATABASE']}",
        environment=environment,
        chunks=opened(stored, identities) if manifest.recipients else stored,
    )


def _opens(folder: Folder, dump: Dump, identities: Sequence[Any]) -> None:
    beginning = opened(folder.chunks(dump.file), identities)
    try:
        next(beginning, None)
    finally:
        beginning.close()


async def _check(settings: ServiceSettings, dump: Dump, replace: bool) -> None:
    name = dump.service
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


async def _make_room(settings: ServiceSettings) -> None:
    engine = create_engine(settings.sqlalchemy_url, settings.service, 1)
    try:
        async with engine.begin() as connection:
            if await connection.scalar(_SCHEMA, {"name": settings.service}):
                await connection.execute(text(f'DROP SCHEMA "{settings.service}" CASCADE'))
    finally:
        await engine.dispose()
