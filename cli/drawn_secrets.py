"""Secrets of the embedded mode: drawn at the first start, kept beside its database, readable by us alone."""

import os
from collections.abc import Callable
from pathlib import Path
from secrets import token_hex

from shared.embedded import default_secrets_dir

_BYTES = 32


def kept_secret(project: Path, name: str) -> str:
    """The secret of that name; drawn if there is none yet. Raises OSError."""
    folder = default_secrets_dir(project)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return kept_file(folder / name, lambda: token_hex(_BYTES))


def kept_file(file: Path, make: Callable[[], str]) -> str:
    """What stands in ``file``; made and written for us alone if it is not there."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text("utf-8")
    with os.fdopen(descriptor, "w", encoding="utf-8") as target:
        made = make()
        target.write(made)
    return made
