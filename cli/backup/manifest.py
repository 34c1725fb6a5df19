"""The manifest of a backup, ``manifest.json`` beside the dumps. It prevents the restore of an incomplete or
changed backup, and says what must be there after one."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime

from obstore.exceptions import BaseError, NotFoundError

from cli.backup.shelf import MANIFEST, Folder
from cli.backup.streams import Tally

FORMAT = 2
_READABLE = (1, FORMAT)
"""Format 1 knows neither counts nor recipients."""


class BackupUnusable(Exception):
    """This is no complete backup; the message says why, in both languages."""


class BackupDamaged(BackupUnusable):
    """A file of it is missing, or is not as the manifest says."""


@dataclass(frozen=True, slots=True)
class Dump:
    """One service's dump: a file in pg_dump's custom format, encrypted if the manifest has recipients."""

    service: str
    file: str
    bytes: int
    sha256: str
    """Of the file as it lies there: whoever has no key can check it too."""
    revision: str
    """The migration at which the schema stood."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """Table → its rows at the cut; empty: not known."""
    journal_head: int | None = None
    """The newest position in the journal at the cut; None: an empty one, or not known."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``taken_at``: the moment of the cut, UTC. ``recipients``: the public keys of those who can read the
    dumps; none: everybody who has them."""

    taken_at: datetime
    dumps: tuple[Dump, ...]
    recipients: tuple[str, ...] = ()

    @property
    def bytes(self) -> int:
        """Of all dumps."""
        return sum(dump.bytes for dump in self.dumps)


def write_manifest(folder: Folder, manifest: Manifest) -> None:
    """Write it last: a folder without one is no backup."""
    content = {
        "format": FORMAT,
        "taken_at": manifest.taken_at.isoformat(),
        "recipients": list(manifest.recipients),
        "dumps": [asdict(d) for d in manifest.dumps],
    }
    folder.write(MANIFEST, (json.dumps(content, indent=2) + "\n").encode())


def manifest_in(folder: Folder) -> Manifest:
    """Read it, and look at no dump. Raises BackupUnusable."""
    try:
        content = json.loads(folder.read(MANIFEST) or b"")
        if content["format"] not in _READABLE:
            raise BackupUnusable(f"{folder}: 不认识的备份格式 unknown format {content['format']}")
        return Manifest(
            datetime.fromisoformat(content["taken_at"]),
            tuple(Dump(**dump) for dump in content["dumps"]),
            tuple(content.get("recipients", ())),
        )
    except (OSError, BaseError, ValueError, KeyError, TypeError) as error:
        raise BackupUnusable(f"{folder}: 不是完整的备份 no complete backup: {error}") from error


def read_manifest(folder: Folder) -> Manifest:
    """Read it and compare every file with it. Raises BackupUnusable, of which BackupDamaged is one."""
    manifest = manifest_in(folder)
    try:
        damaged = [dump.file for dump in manifest.dumps if _digest(folder, dump.file) != dump.sha256]
    except (FileNotFoundError, NotFoundError) as error:
        raise BackupDamaged(f"{folder}: 不是完整的备份 no complete backup: {error}") from error
    except (OSError, BaseError) as error:
        raise BackupUnusable(f"{folder}: 现在读不了 cannot be read now: {error}") from error
    if damaged:
        raise BackupDamaged(f"{folder}: 文件已损坏 damaged: {', '.join(damaged)}")
    return manifest


def _digest(folder: Folder, file: str) -> str:
    tally = Tally()
    for _ in tally.over(folder.chunks(file)):
        pass
    return tally.sha256
