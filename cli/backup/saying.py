"""How the commands about backups say what went wrong: in words, with exit code 2."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import typer
from obstore.exceptions import BaseError
from sqlalchemy.exc import DBAPIError

from cli.backup.encryption import KeyUnusable
from cli.backup.manifest import BackupUnusable
from cli.backup.programs import ProgramFailed
from cli.backup.restore import NotRestored
from cli.settings_words import settings_in_words
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.secrecy import redact
from shared.kernel.settings.settings import ServiceSettings, SettingsError, settings_for
from shared.language.topology import CONSUMERS

UNUSABLE = 2
_DETAILS = "\n\nDebug source:"
"""After this the storage's errors are for who programs it."""
_PROBLEMS = (
    ProgramFailed,
    BackupUnusable,
    NotRestored,
    KeyUnusable,
    SettingsError,
    LookupError,
    OSError,
    TimeoutError,
    DBAPIError,
    BaseError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
)


@contextmanager
def told() -> Iterator[None]:
    """What goes wrong in an expected way is written on the standard error, and ends the command."""
    configure_logging("WARNING", "people")
    try:
        yield
    except (*_PROBLEMS, ExceptionGroup) as error:
        causes = error.exceptions if isinstance(error, ExceptionGroup) else (error,)
        if not all(isinstance(cause, _PROBLEMS) for cause in causes):
            raise
        for cause in causes:
            typer.echo(redact(settings_in_words(cause).split(_DETAILS)[0].strip()), err=True)
        raise typer.Exit(UNUSABLE) from error


def all_settings() -> dict[str, ServiceSettings]:
    """Every service's. Ends the command when they are not right."""
    with told():
        return {name: settings_for(name) for name in CONSUMERS}
