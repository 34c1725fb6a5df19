"""Taking a backup: one cut, one dump of each service's schema, a manifest."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cli.backup.counts import counts_of
from cli.backup.cut import Snapshot, consistent_cut
from cli.backup.encryption import sealed
from cli.backup.manifest import FORMAT, Dump, Manifest, write_manifest
from cli.backup.programs import connection_of, output_of
from cli.backup.shelf import UNFINISHED, Folder, Shelf
from cli.backup.streams import Tally
from shared.kernel.settings.settings import ServiceSettings


@dataclass(frozen=True)
class Backup:
    """``held_seconds``: how long no events were sent for its sake."""

    folder: Folder
    manifest: Manifest
    held_seconds: float


async def take_backup(
    shelf: Shelf, settings: Mapping[str, ServiceSettings], recipients: Sequence[str] = ()
) -> Backup:
    """Dump every service's schema into a new folder of ``shelf``, named by the second; for the eyes of those
    with a private key of the ``recipients``, or readable by us alone.

    Raises an ExceptionGroup of ProgramFailed or the storage's errors, OSError, or the database's error; then
    nothing is left behind. Who is killed leaves a folder that says that it is unfinished.
    """
    taken_at = datetime.now(UTC)
    folder = await asyncio.to_thread(
        shelf.begin,
        f"{taken_at:%Y%m%dT%H%M%SZ}",
        json.dumps({"format": FORMAT, "begun_at": taken_at.isoformat()}).encode(),
    )
    try:
        async with consistent_cut(settings) as cut:
            # All are waited for, also when one fails: nobody may still write when the folder is removed.
            ended = await asyncio.gather(
                *(_dump(folder, one, cut.snapshots[name], recipients) for name, one in settings.items()),
                return_exceptions=True,
            )
        if failed := [one for one in ended if isinstance(one, Exception)]:
            raise ExceptionGroup("backup", failed)
        manifest = Manifest(taken_at, tuple(one for one in ended if isinstance(one, Dump)), tuple(recipients))
        await asyncio.to_thread(_finish, folder, manifest)
    except Exception:
        await asyncio.to_thread(folder.remove)
        raise
    return Backup(folder, manifest, cut.seconds)


def _finish(folder: Folder, manifest: Manifest) -> None:
    write_manifest(folder, manifest)
    folder.discard(UNFINISHED)


async def _dump(
    folder: Folder, settings: ServiceSettings, snapshot: Snapshot, recipients: Sequence[str]
) -> Dump:
    service = settings.service
    held = await counts_of(snapshot.reader, service)
    file = f"{service}.dump.age" if recipients else f"{service}.dump"
    stored = Tally()
    dumped = output_of(
        "pg_dump",
        "--format=custom",
        f"--snapshot={snapshot.name}",
        f"--schema={service}",
        # The extensions that the schema's indexes need; without this only the schema's own objects would be
        # dumped.
        "--extension=*",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        environment=connection_of(settings),
    )
    await asyncio.to_thread(folder.put, file, stored.over(sealed(dumped, recipients)))
    return Dump(service, file, stored.bytes, stored.sha256, snapshot.revision, held.rows, held.journal_head)
