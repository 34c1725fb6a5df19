"""The partners file as text: people write in it, so their comments and order stay."""

import fcntl
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.kernel.messages.errors import Rejected

_NOT_OURS = (
    "用户 {user} 不能写 {folder}：合作方文件要有自己的目录，见 docs/operations/partners.zh.md。\n"
    "The user {user} cannot write in {folder}: give the partners file a folder of its own, see "
    "docs/operations/partners.md."
)
_TABLE = re.compile(r"^\[+\s*\"?([^\]\"]+?)\"?\s*\]+", re.M)


def has_heads(text: str) -> bool:
    """Whether tables begin in it."""
    return bool(_TABLE.search(text))


def with_entry(text: str, user: str, entry: str) -> str:
    """The file with one table more, at its end."""
    return f"{text.rstrip()}\n\n[{user}]\n{entry.strip()}\n".lstrip()


def without_entry(text: str, user: str) -> str:
    """The file without that table, and without the comment right above it."""
    heads = list(_TABLE.finditer(text))
    for number, head in enumerate(heads):
        if head[1] == user:
            begin = head.start()
            end = _above(text, heads[number + 1].start()) if number + 1 < len(heads) else len(text)
            return (text[: _above(text, begin)].rstrip() + "\n\n" + text[end:].lstrip()).strip() + "\n"
    return text


def entry_of(text: str, user: str) -> str:
    """That table as it is written; "" for none."""
    heads = list(_TABLE.finditer(text))
    for number, head in enumerate(heads):
        if head[1] == user:
            end = _above(text, heads[number + 1].start()) if number + 1 < len(heads) else len(text)
            return text[head.start() : end].strip()
    return ""


def _above(text: str, at: int) -> int:
    """Where the comment begins that stands right above that place; the place itself without one."""
    lines = text[:at].splitlines(keepends=True)
    while lines and lines[-1].startswith("#"):
        at -= len(lines.pop())
    return at


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Nobody else changes the file meanwhile: a second change waits for the first. Raises Rejected where this
    user may not write."""
    try:
        opened = file.with_name(f".{file.name}.lock").open("w")
    except PermissionError as error:
        raise Rejected(_NOT_OURS.format(folder=file.parent, user=os.getuid())) from error
    with opened as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def prepared(file: Path, text: str) -> Iterator[Path]:
    """``text`` beside the file, readable by whoever may read that; gone afterwards unless it was moved."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        beside.chmod(file.stat().st_mode if file.exists() else 0o644)
        yield beside
    finally:
        beside.unlink(missing_ok=True)
