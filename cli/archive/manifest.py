"""The manifest of an archive, ``manifest.json`` beside its files, and what differs from it.

Whoever takes an archive over writes the manifest's own sum into their register: from then on nobody can
change a file, or the list of files, unnoticed.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path, PurePosixPath

FORMAT = 1
NAME = "manifest.json"
_PIECE = 1 << 20


class Unreadable(Exception):
    """This is no archive; the message says why, in both languages."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One matter's file: its events, a line of JSON each, the earliest first."""

    file: str
    sha256: str
    bytes: int
    events: int
    ended_at: str
    """The moment of its last event, UTC."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """``view``: whose reading it is; ``made_at``: UTC; ``before``: what ended before that day, if one is
    named."""

    township: str
    view: str
    made_at: datetime
    before: str | None
    files: tuple[Kept, ...]


def sum_of(file: Path) -> str:
    """SHA-256 in hexadecimal. Raises OSError."""
    found = sha256()
    with file.open("rb") as opened:
        while piece := opened.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def write(folder: Path, manifest: Manifest) -> str:
    """Written last: a folder without one is no archive. The result is its own sum. Raises OSError."""
    said = {"format": FORMAT, **asdict(manifest), "made_at": manifest.made_at.isoformat()}
    path = folder / NAME
    path.write_text(json.dumps(said, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return sum_of(path)


def read(folder: Path) -> Manifest:
    """Raises Unreadable and OSError."""
    try:
        said = json.loads((folder / NAME).read_text("utf-8"))
        if said.pop("format") != FORMAT:
            raise Unreadable("不认识的档案格式。The format of the archive is unknown.")
        files = tuple(Kept(**one) for one in said.pop("files"))
        made_at = datetime.fromisoformat(said.pop("made_at"))
        return Manifest(**said, made_at=made_at, files=files)
    except FileNotFoundError as error:
        raise Unreadable(f"没有 {NAME}，不是档案。There is no {NAME}: this is no archive.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"{NAME} 读不懂。{NAME} cannot be read.") from error


def differences(folder: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """What is not as the manifest says: a key of the catalogue and the file. Raises OSError."""
    for kept in manifest.files:
        path = folder / kept.file
        if PurePosixPath(kept.file).is_absolute() or ".." in PurePosixPath(kept.file).parts:
            yield "archive.outside", kept.file
        elif not path.is_file():
            yield "archive.missing", kept.file
        elif path.stat().st_size != kept.bytes or sum_of(path) != kept.sha256:
            yield "archive.changed", kept.file
    named = {kept.file for kept in manifest.files} | {NAME}
    there = (path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file())
    yield from (("archive.unnamed", file) for file in there if file not in named)
