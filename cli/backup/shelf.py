"""Where backups lie: a folder of this machine or S3-compatible storage, by path or URL.

Endpoint and credentials of ``s3://bucket/prefix`` are the AWS variables of the environment, as for
attachments. Everything here blocks, and raises the storage's errors (``obstore.exceptions.BaseError``,
OSError).
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import obstore
from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import LocalStore, ObjectStore, from_url

MANIFEST, UNFINISHED, VERIFIED = "manifest.json", "unfinished.json", "verified.json"
_OURS = re.compile(r"(?:(?:manifest|unfinished|verified)\.json|\w+\.dump(?:\.age)?)(?:#\d+)?")
"""The files of a backup; with a number: what a write that was broken off has left in a folder."""
_PART = 16 << 20
"""Bytes of a part of an upload; 10,000 of them are what S3 takes."""
_READ = 1 << 20


@dataclass(frozen=True)
class Folder:
    """One backup, or what is going to be one. ``path``: its place in this machine's files, if it has one."""

    store: ObjectStore
    name: str
    path: Path | None

    def __str__(self) -> str:
        return str(self.path or self.name)

    def make(self, content: bytes) -> None:
        """Begin a new one, readable by us alone; ``content`` says that it is unfinished. Raises
        FileExistsError, or the storage's own error, when there is one of that name."""
        if self.sizes():
            raise FileExistsError(f"{self}: 已经有这个备份 there is such a backup already")
        if self.path:
            self.path.mkdir(mode=0o700, parents=True)
        self.write(UNFINISHED, content, new=True)

    def read(self, file: str) -> bytes | None:
        """The contents of a small file; None: there is none."""
        try:
            return bytes(obstore.get(self.store, self._place(file)).bytes())
        except (NotFoundError, FileNotFoundError):
            return None

    def write(self, file: str, content: bytes, *, new: bool = False) -> None:
        """Write a small file. ``new``: it must not be there."""
        obstore.put(self.store, self._place(file), content, mode="create" if new else "overwrite")
        self._protect(file)

    def put(self, file: str, chunks: Iterator[bytes]) -> None:
        """Write a file while it comes; when ``chunks`` raises there is none."""
        obstore.put(self.store, self._place(file), chunks, chunk_size=_PART, max_concurrency=2)
        self._protect(file)

    def chunks(self, file: str) -> Iterable[bytes]:
        """The contents of a file, piece by piece."""
        return map(bytes, obstore.get(self.store, self._place(file)).stream(_READ))

    def sizes(self) -> dict[str, int]:
        """The files that lie in it, with their bytes."""
        found = obstore.list_with_delimiter(self.store, self.name)["objects"]
        return {one["path"].rsplit("/", 1)[-1]: one["size"] for one in found}

    def remove(self) -> None:
        """Remove the files of a backup, and the folder if nothing else is in it. Broken off half-way it is an
        unfinished one."""
        self.write(UNFINISHED, self.read(UNFINISHED) or self.read(MANIFEST) or b"{}")
        names = {*self.sizes(), *(os.listdir(self.path) if self.path else ())}
        ours = sorted((name for name in names if _OURS.fullmatch(name)), key=_last_of_all)
        for name in ours:
            self.discard(name)
        if self.path:
            with suppress(OSError):  # somebody keeps something of their own there
                self.path.rmdir()

    def discard(self, file: str) -> None:
        """Remove one file that is there."""
        if self.path:
            (self.path / file).unlink()
        else:
            obstore.delete(self.store, self._place(file))

    def _place(self, file: str) -> str:
        return f"{self.name}/{file}"

    def _protect(self, file: str) -> None:
        if self.path:
            (self.path / file).chmod(0o600)


@dataclass(frozen=True)
class Shelf:
    """What holds backups, each in a folder of its own."""

    store: ObjectStore
    path: Path | None = None

    @classmethod
    def at(cls, place: str, *, make: bool = False) -> "Shelf":
        """The one at a path, a ``file://`` or another URL that the library knows. ``make``: a folder that is
        not there is made."""
        if "://" in place and not place.startswith("file://"):
            try:
                return cls(from_url(place))
            except ValueError as error:
                raise FileNotFoundError(f"{place}: 不是能用的地址 no usable address ({error})") from error
        path = Path(place.removeprefix("file://")).resolve()
        if not make and not path.is_dir():
            raise FileNotFoundError(f"{path}: 没有这个目录 there is no such folder")
        return cls(LocalStore(path, mkdir=make), path)

    def folder(self, name: str) -> Folder:
        """The one of that name, whether it is there or not."""
        return Folder(self.store, name, self.path / name if self.path else None)

    def begin(self, name: str, content: bytes) -> Folder:
        """A new folder that says that it is unfinished; numbered from 2 on when one of that name is there."""
        folder, number = self.folder(name), count(2)
        while True:
            try:
                folder.make(content)
            except (FileExistsError, AlreadyExistsError):
                folder = self.folder(f"{name}-{next(number)}")
            else:
                return folder

    def folders(self) -> list[Folder]:
        """All, by name: backups, and whatever else lies there."""
        found = obstore.list_with_delimiter(self.store)["common_prefixes"]
        return [self.folder(name) for name in sorted(one.strip("/") for one in found)]


def folder_at(place: str) -> Folder:
    """The folder of one backup by its own path or URL."""
    if "://" in place and not place.startswith("file://"):
        shelf, _, name = place.rstrip("/").rpartition("/")
        return Shelf.at(shelf).folder(name)
    path = Path(place.removeprefix("file://")).resolve()
    return Shelf.at(str(path.parent)).folder(path.name)


def _last_of_all(name: str) -> bool:
    return name == UNFINISHED
