"""Which backups there are, what each is good for, and which of them are to go."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from cli.backup.manifest import BackupUnusable, manifest_in
from cli.backup.shelf import MANIFEST, UNFINISHED, VERIFIED, Folder, Shelf

ABANDONED = timedelta(days=1)
"""So long may a backup be under way; after that an unfinished one is what an interrupted run has left."""


class State(StrEnum):
    """What a backup is good for."""

    GOOD = "good"
    """Complete, as far as can be seen without reading it."""
    DAMAGED = "damaged"
    """A file is missing or of another size, or it could not be restored when that was tried."""
    UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup on the shelf. ``verified_at``: when it was last restored to see whether it is one, whatever
    came of it."""

    folder: Folder
    state: State
    taken_at: datetime
    bytes: int = 0
    encrypted: bool = False
    verified_at: datetime | None = None

    @property
    def verified(self) -> bool:
        """Whether it was restored and held what its manifest says."""
        return self.state is State.GOOD and self.verified_at is not None


def survey(shelf: Shelf) -> list[Kept]:
    """All backups there, newest first. What is none of ours by its manifest, or by its mark of being
    unfinished, is passed over. Raises the storage's errors."""
    found = (_kept(folder) for folder in shelf.folders())
    return sorted((one for one in found if one), key=lambda one: one.taken_at, reverse=True)


def expendable(
    backups: Iterable[Kept], *, keep: int | None, keep_days: float | None, now: datetime
) -> list[Kept]:
    """Which are to go, and never the newest good one.

    Of the good ones those beyond the newest ``keep`` that are older than ``keep_days``; a rule that is not
    given keeps none. Damaged ones when there is a newer good one. Unfinished ones that nobody is writing any
    more; without a rule these alone.
    """
    newest_first = sorted(backups, key=lambda one: one.taken_at, reverse=True)
    gone = [one for one in newest_first if one.state is State.UNFINISHED and now - one.taken_at > ABANDONED]
    good = [one for one in newest_first if one.state is State.GOOD]
    if not good or (keep is None and keep_days is None):
        return gone
    since = now - timedelta(days=keep_days) if keep_days is not None else now
    gone += [one for one in good[max(keep or 0, 1) :] if one.taken_at < since]
    gone += [one for one in newest_first if one.state is State.DAMAGED and one.taken_at < good[0].taken_at]
    return gone


def newest(backups: Iterable[Kept], *, verified: bool = False) -> datetime | None:
    """When the newest good one was taken; ``verified``: of those that a restore has proved."""
    return max(
        (one.taken_at for one in backups if one.state is State.GOOD and (one.verified or not verified)),
        default=None,
    )


def write_verdict(folder: Folder, problems: Iterable[str], now: datetime) -> None:
    """Record beside the manifest what came of a verification; no problems: it is well."""
    content = {"verified_at": now.isoformat(), "problems": list(problems)}
    folder.write(VERIFIED, (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode())


def _kept(folder: Folder) -> Kept | None:
    sizes = folder.sizes()
    if MANIFEST not in sizes:
        begun = _document(folder, UNFINISHED) if UNFINISHED in sizes else {}
        moment = _moment(begun.get("begun_at") or begun.get("taken_at"))
        return Kept(folder, State.UNFINISHED, moment, sum(sizes.values())) if moment else None
    try:
        manifest = manifest_in(folder)
    except BackupUnusable:
        return None
    verdict = _document(folder, VERIFIED) if VERIFIED in sizes else {}
    whole = all(sizes.get(dump.file) == dump.bytes for dump in manifest.dumps)
    return Kept(
        folder,
        State.GOOD if whole and not verdict.get("problems") else State.DAMAGED,
        manifest.taken_at,
        manifest.bytes,
        bool(manifest.recipients),
        _moment(verdict.get("verified_at")),
    )


def _document(folder: Folder, file: str) -> dict[str, Any]:
    try:
        content = json.loads(folder.read(file) or b"")
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _moment(said: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
