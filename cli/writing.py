"""Writing what somebody asked for into a file. An error is reported in one sentence, and not as one of the
database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from cli.shown import shown

UNUSABLE = 2


@contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Ends the program with exit code 2, and says why, when ``path`` (a file, a folder) cannot be written."""
    try:
        yield
    except OSError as error:
        typer.echo(not_written(path, error), err=True)
        raise typer.Exit(UNUSABLE) from error


def not_written(path: object, error: OSError) -> str:
    """The sentence."""
    where, why = shown(path), shown(error.strerror or error)
    return f"读写不了 {where}：{why}。It cannot be read or written: {where}: {why}."
