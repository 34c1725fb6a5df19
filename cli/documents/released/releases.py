"""contracts/released/<version>.json: the promises of each release. `make docs` writes none of them."""

import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from cli.documents.contracts import CONTRACTS
from cli.documents.released.comparison import differences
from cli.documents.released.difference import Difference
from cli.documents.released.promises import Promises, promises

RELEASED = CONTRACTS / "released"
_VERSION = re.compile(r"\d+\.\d+\.\d+")


class NoRelease(ValueError):
    """The release cannot be recorded, or a record cannot be believed. The sentence is bilingual."""


def last_release(root: Path) -> str | None:
    """The greatest version recorded in that tree; None: nothing is promised yet."""
    versions = [p.stem for p in (root / RELEASED).glob("*.json") if _VERSION.fullmatch(p.stem)]
    return max(versions, key=_numbers, default=None)


def released(root: Path, version: str) -> Promises:
    """The promises of that release. Raises NoRelease if the record was changed after it was written."""
    path = RELEASED / f"{version}.json"
    record = json.loads((root / path).read_text("utf-8"))
    digest = record.pop("digest")
    if digest != _digest(record):
        raise NoRelease(
            f"{path} 在写成之后被改过；发布记录不能修改。It was changed after it was written; records stay."
        )
    return Promises.model_validate(record["promises"])


def since_last_release(root: Path) -> Iterator[Difference]:
    """The changes of the code to the last release. Raises NoRelease."""
    if version := last_release(root):
        yield from differences(released(root, version), promises())


def record_release(root: Path, version: str) -> Path:
    """Write down what the code promises now; the path from the root. Raises NoRelease if there is such a
    record, if a later one is there, or if the last one's promises are not kept."""
    path, last = RELEASED / f"{version}.json", last_release(root)
    if not _VERSION.fullmatch(version):
        raise NoRelease(f"版本号须如 1.2.0 。A version is three numbers such as 1.2.0, not {version}.")
    if last and _numbers(version) <= _numbers(last):
        raise NoRelease(f"已有发布记录 {last} 。There is a record of {last} already.")
    if broken := [str(found) for found in since_last_release(root) if found.breaks]:
        raise NoRelease(f"违背了 {last} 的契约。It breaks what {last} promised: " + "; ".join(broken))
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(release_text(version, promises()), "utf-8")
    return path


def release_text(version: str, promised: Promises) -> str:
    """The record: a line for each type, command and shape, so that two records can be compared by eye."""
    record = {"version": version, "promises": promised.model_dump(mode="json")}
    return _lines({"digest": _digest(record), **record}, depth=3) + "\n"


def _lines(value: Any, depth: int, indent: str = "") -> str:
    if not depth or not isinstance(value, dict):
        return _compact(value)
    inner = indent + "  "
    entries = [f"{inner}{_compact(name)}: {_lines(entry, depth - 1, inner)}" for name, entry in value.items()]
    return "{\n" + ",\n".join(entries) + f"\n{indent}}}"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(record: dict[str, Any]) -> str:
    return sha256(_compact(record).encode()).hexdigest()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
