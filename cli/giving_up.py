"""The end of a command that cannot do what it was asked: one sentence, exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from shared.kernel.bus.access.partners import PartnersError
from shared.kernel.messages.errors import Rejected
from shared.kernel.settings.secrecy import redact

UNUSABLE = 2


def give_up(problem: str, cause: BaseException | None = None) -> NoReturn:
    """Say why, without a secret, and end."""
    typer.echo(redact(problem), err=True)
    raise typer.Exit(UNUSABLE) from cause


@contextmanager
def explained() -> Iterator[None]:
    """What the broker, its address or the partners file refuses is said in a sentence."""
    try:
        yield
    except (Rejected, PartnersError, OSError) as error:
        give_up(str(error), error)
