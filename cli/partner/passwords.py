"""A partner's new password: made here, shown once or written where nobody else reads it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from shared.kernel.messages.errors import Rejected

_BYTES = 24
_ONCE = (
    "密码只显示这一次，请经安全渠道交给合作方：\n"
    "The password is shown once; give it to the partner by a safe way:\n{password}"
)
_THERE = "文件 {file} 已经存在，没有改动任何东西。The file {file} exists; nothing was changed."


def new_password() -> str:
    """192 bits, in letters that need no quoting in a URL."""
    return secrets.token_urlsafe(_BYTES)


def refuse_if_there(file: Path | None) -> None:
    """Raises Rejected for a file that would be overwritten."""
    if file and file.exists():
        raise Rejected(_THERE.format(file=file))


@contextmanager
def handed_over(file: Path | None) -> Iterator[str]:
    """A new password: printed once the broker has it, or written before to a new file that its owner alone
    may read, so that no password is changed to one that is kept nowhere. Should the change fail, the file is
    gone again. Raises OSError where it cannot be written."""
    password = new_password()
    if file is None:
        yield password
        return typer.echo(_ONCE.format(password=password))
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(f"{password}\n")
    try:
        yield password
    except BaseException:
        file.unlink()
        raise
    typer.echo(f"密码写在 the password is in {file}")
