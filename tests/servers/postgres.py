"""A PostgreSQL for one test session."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.embedded import EmbeddedPostgres


@contextmanager
def temporary_postgres() -> Iterator[EmbeddedPostgres]:
    """A running server with an empty cluster, in a folder that is removed afterwards."""
    with (
        tempfile.TemporaryDirectory(prefix="youyue-postgres-") as folder,
        EmbeddedPostgres(Path(folder), durable=False) as server,
    ):
        yield server
