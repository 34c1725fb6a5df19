"""Taking a backup: one cut, one dump of each service's schema, a manifest."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cli.backup.cut import Cut, consistent_cut
from cli.backup.manifest import Manifest, dump_of, write_manifest
from cli.backup.programs import connection_of, run_program
from shared.kernel.settings.settings import ServiceSettings


@dataclass(frozen=True)
class Backup:
    """``held_seconds``: how long no events were sent for its sake."""

    folder: Path
    manifest: Manifest
    held_seconds: float


async def take_backup(parent: Path, settings: Mapping[str, ServiceSettings]) -> Backup:
    """Dump every service's schema into a new folder below ``parent``, named by the moment; readable by us
    alone.

    Raises ProgramFailed, OSError, or the database's error; then no complete backup is left behind.
    """
    taken_at = datetime.now(UTC)
    folder = parent / taken_at.strftime("%Y%m%dT%H%M%SZ")
    folder.mkdir(mode=0o700, parents=True)
    async with consistent_cut(settings) as cut, asyncio.TaskGroup() as group:
        for one in settings.values():
            group.create_task(_dump(folder, one, cut))
    dumps = tuple(dump_of(name, _file(folder, name), cut.snapshots[name].revision) for name in settings)
    manifest = Manifest(taken_at, dumps)
    write_manifest(folder, manifest)
    return Backup(folder, manifest, cut.seconds)


async def _dump(folder: Path, settings: ServiceSettings, cut: Cut) -> None:
    file = _file(folder, settings.service)
    file.touch(mode=0o600)
    await run_program(
        "pg_dump",
        "--format=custom",
        f"--snapshot={cut.snapshots[settings.service].name}",
        f"--schema={settings.service}",
        # The extensions that the schema's indexes need; without this only the schema's own objects would be
        # dumped.
        "--extension=*",
        "--no-owner",
        "--no-privileges",
        "--no-comments",
        f"--file={file}",
        environment=connection_of(settings),
    )


def _file(folder: Path, service: str) -> Path:
    return folder / f"{service}.dump"
