"""The manifest of a backup, ``manifest.json`` beside the dumps. It prevents the restore of an incomplete or
changed backup."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

FORMAT = 1
_NAME = "manifest.json"
_CHUNK = 1 << 20


class BackupUnusable(Exception):
    """This is no complete backup; the message says why, in both languages."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One service's dump: a file in pg_dump's custom format."""

    service: str
    file: str
    bytes: int
    sha256: str
    revision: str
    """The migration at which the schema stood."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``taken_at``: the moment of the cut, UTC."""

    taken_at: datetime
    dumps: tuple[Dump, ...]


def dump_of(service: str, file: Path, revision: str) -> Dump:
    """Describe a finished file."""
    return Dump(service, file.name, file.stat().st_size, digest(file), revision)


def digest(file: Path) -> str:
    """SHA-256 of its contents, hexadecimal."""
    found = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it last: a folder without one is no backup."""
    content = {
        "format": FORMAT,
        "taken_at": manifest.taken_at.isoformat(),
        "dumps": [asdict(d) for d in manifest.dumps],
    }
    (folder / _NAME).write_text(json.dumps(content, indent=2) + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read it and compare every file with it. Raises BackupUnusable."""
    try:
        content = json.loads((folder / _NAME).read_text("utf-8"))
        if content["format"] != FORMAT:
            raise BackupUnusable(f"{folder}: 不认识的备份格式 unknown format {content['format']}")
        manifest = Manifest(
            datetime.fromisoformat(content["taken_at"]), tuple(Dump(**dump) for dump in content["dumps"])
        )
        damaged = [d.file for d in manifest.dumps if digest(folder / d.file) != d.sha256]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupUnusable(f"{folder}: 不是完整的备份 no complete backup: {error}") from error
    if damaged:
        raise BackupUnusable(f"{folder}: 文件已损坏 damaged: {', '.join(damaged)}")
    return manifest
