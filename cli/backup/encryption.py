"""Encryption with public keys, by age: who takes backups can write them and not read them (ADR 0050)."""

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pyrage

from cli.backup.manifest import BackupUnusable
from cli.backup.streams import through

_PUBLIC, _PRIVATE = "age1", "AGE-SECRET-KEY-"


class KeyUnusable(ValueError):
    """No key, or one of the wrong kind; the message says which, never what a private one is."""


def make_key(file: Path, now: datetime) -> str:
    """Write a new private key to a file that was not there and only we can read; returns the public one.

    The file is one that ``age -d -i`` reads. Raises FileExistsError.
    """
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        target.write(f"# created: {now.isoformat(timespec='seconds')}\n# public key: {public}\n{identity}\n")
    return public


def recipients_of(given: Iterable[str]) -> tuple[str, ...]:
    """Public keys, given as such or as files that hold one a line, each once. Raises KeyUnusable, OSError."""
    keys = [key for one in given for key in ([one] if one.startswith(_PUBLIC) else _lines(Path(one)))]
    for key in keys:
        _recipient(key)
    return tuple(dict.fromkeys(keys))


def identities_of(file: Path) -> list[Any]:
    """The private keys of a file. Raises KeyUnusable, OSError."""
    keys = [line for line in _lines(file) if line.startswith(_PRIVATE)]
    try:
        found = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError as error:
        raise KeyUnusable(f"{file}: 私钥无效 no valid private key") from error
    if not found:
        raise KeyUnusable(f"{file}: 没有私钥 no private key in it")
    return found


def sealed(chunks: Iterable[bytes], recipients: Sequence[str]) -> Iterator[bytes]:
    """The chunks, to be read by those recipients alone; as they are if there are none."""
    if not recipients:
        return iter(chunks)
    keys = [_recipient(key) for key in recipients]
    return through(chunks, lambda source, target: pyrage.encrypt_io(source, target, keys))


def opened(chunks: Iterable[bytes], identities: Sequence[Any]) -> Generator[bytes]:
    """What was sealed; raises BackupUnusable when it was for others, or was changed."""
    return through(chunks, partial(_open, identities))


def _open(identities: Sequence[Any], source: object, target: object) -> None:
    try:
        pyrage.decrypt_io(source, target, identities)
    except (pyrage.DecryptError, OSError) as error:
        raise BackupUnusable(f"用这把私钥解不开 this private key does not open it: {error}") from error


def _recipient(key: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError as error:
        shown = key if key.startswith(_PUBLIC) else "***"
        raise KeyUnusable(f"{shown}: 不是 age 公钥 no public key of age") from error


def _lines(file: Path) -> list[str]:
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    found = [line for line in lines if line and not line.startswith("#")]
    if not found:
        raise KeyUnusable(f"{file}: 没有密钥 no key in it")
    return found
