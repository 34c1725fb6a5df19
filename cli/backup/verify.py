"""Whether a backup is one: it is restored into scratch databases, and what is there compared with what its
manifest says was there."""

from collections.abc import Mapping, Sequence
from typing import Any

from cli.backup.counts import counts_of
from cli.backup.manifest import BackupDamaged, BackupUnusable, Dump
from cli.backup.resend import resend_missing
from cli.backup.restore import put_back, usable
from cli.backup.scratch import scratch_databases
from cli.backup.shelf import Folder
from cli.services import schema_of
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate
from shared.kernel.store.revisions import found_revision


async def verify_backup(folder: Folder, server: str, *, identities: Sequence[Any] = ()) -> list[str]:
    """What is wrong with it, in words; nothing: it restores, holds what it should, comes to the newest
    revision, and all its databases are of one moment.

    ``server``: where the scratch databases are made. Raises BackupUnusable when it cannot even be tried
    with what is given (no key for it, of a newer version), ProgramFailed where PostgreSQL's programs are
    missing or cannot restore it here (a full disk, an older version), and the server's errors: all these say
    nothing of the backup, whose files are as they were written.
    """
    try:
        manifest = await usable(folder, identities)
    except BackupDamaged as error:
        return [str(error)]
    problems = []
    async with scratch_databases(server, [dump.service for dump in manifest.dumps]) as scratch:
        for dump in manifest.dumps:
            settings = scratch[dump.service]
            try:
                await put_back(folder, manifest, dump, settings, identities)
            except BackupUnusable as error:
                problems.append(f"{dump.service}: {error}")
                continue
            problems += await _differences(settings, dump)
            await migrate(settings.sqlalchemy_url, schema_of(dump.service))
        if not problems:
            problems = await _not_of_one_moment(scratch)
    return problems


async def _differences(settings: ServiceSettings, dump: Dump) -> list[str]:
    engine = create_engine(settings.sqlalchemy_url, dump.service, 1)
    try:
        async with engine.connect() as connection:
            found = await counts_of(connection, dump.service)
            revision = (await found_revision(connection)).revision
    finally:
        await engine.dispose()
    compared: dict[str, tuple[object, object]] = {"revision": (dump.revision, revision)}
    if dump.rows:
        compared["journal"] = (dump.journal_head, found.journal_head)
        for table in sorted(dump.rows.keys() | found.rows.keys()):
            compared[f"rows of {table}"] = (dump.rows.get(table), found.rows.get(table))
    return [
        f"{dump.service}: {what}: 应为 should be {wanted}, 实为 is {there}"
        for what, (wanted, there) in compared.items()
        if wanted != there
    ]


async def _not_of_one_moment(scratch: Mapping[str, ServiceSettings]) -> list[str]:
    return [
        f"{one.queue}: {one.unknown} 个事件其来源不认识 events unknown to {one.producer}"
        for one in await resend_missing(scratch)
        if one.unknown
    ]
