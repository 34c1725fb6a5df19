"""Reading a service's database from the command line. An error is reported in one sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import typer
from sqlalchemy.exc import SQLAlchemyError

from cli.shown import shown
from shared.kernel.settings.secrecy import redact

UNUSABLE = 2
_NO_TABLES = ("42P01", "3F000")
"""SQLSTATE: no such table, no such schema."""
_NOTHING_HERE = (
    "这个数据库里还没有平台的数据：先 make run，或对已有的服务器 youyue migrate。\n"
    "The database is still empty. Run make run first, or youyue migrate for servers of your own."
)


@contextmanager
def reading_the_database() -> Iterator[None]:
    """Ends the program with exit code 2, and says why, when the database cannot be read."""
    try:
        yield
    except (OSError, SQLAlchemyError, asyncpg.PostgresError) as error:
        cause = getattr(error, "orig", None) or error
        fresh = getattr(cause, "sqlstate", None) in _NO_TABLES
        said = _NOTHING_HERE if fresh else f"读不到数据库 cannot read the database: {cause}"
        typer.echo(redact(shown(said, lines=True)), err=True)
        raise typer.Exit(UNUSABLE) from error
