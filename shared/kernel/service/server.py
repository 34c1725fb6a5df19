"""The database's server, as a service sees it with its own rights.

How much room there is for sessions, how long the oldest of its own transactions lasts, and how old the oldest
row of all databases is.
"""

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection


class Server(NamedTuple):
    """``name``: address and port as the server itself knows them; what it does not tell at a socket is
    ``local``."""

    name: str
    sessions: int
    """Sessions of all users."""
    room: int
    """Sessions that it takes of users who are no administrators."""
    transaction_seconds: float
    """How long the oldest transaction of the service's own user lasts."""
    age: int
    """Transactions since the oldest row that is not frozen, of all its databases."""
    bytes: int
    """The service's database on disk."""


# Of other users' sessions the server says that they are there, and little else.
_ASKED = text("""
SELECT coalesce(host(inet_server_addr()) || ':' || inet_server_port(), 'local'),
  (SELECT count(*) FROM pg_stat_activity WHERE datid IS NOT NULL),
  current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true)::int, 0),
  (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - xact_start)), 0)::float8 FROM pg_stat_activity
    WHERE usename = current_user AND pid <> pg_backend_pid()),
  (SELECT max(age(datfrozenxid)) FROM pg_database),
  pg_database_size(current_database())
""")


async def read_server(connection: AsyncConnection) -> Server:
    """Ask the server behind this connection. Raises what SQLAlchemy raises."""
    return Server(*(await connection.execute(_ASKED)).one())
