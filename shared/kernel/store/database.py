"""The database of one service: its engine, whose every session sees the service's own schema first."""

from typing import Any

from asyncpg import InterfaceError, InternalClientError, PostgresError
from sqlalchemy import MetaData, event, make_url
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import InvalidatePoolError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from shared.kernel.messages.errors import ConnectionLost
from shared.kernel.settings.hosts import ATTRIBUTE
from shared.kernel.settings.tls import split_tls
from shared.kernel.store.connecting import connect
from shared.kernel.store.sqlstates import is_read_only

DATABASE_TROUBLE = (
    SQLAlchemyError,
    PostgresError,
    InterfaceError,
    InternalClientError,
    ConnectionLost,
    OSError,
    TimeoutError,
)
"""The errors that come up when the database is away or going: it is worth trying again. The driver raises
``InternalClientError`` when the server shuts down in the middle of a statement."""

_DEAD_PEER = {"tcp_keepalives_idle": "15", "tcp_keepalives_interval": "5", "tcp_keepalives_count": "3"}
"""Half a minute after a client's machine has died without a word, the server ends its session and frees its
locks."""

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> MetaData:
    """Metadata with constraint names that Alembic can rely on; the schema comes from the connection's search
    path."""
    return MetaData(naming_convention=NAMING)


def frozen_after(publish_timeout: float) -> float:
    """Seconds of an open transaction without a statement after which a relay counts as frozen, and loses its
    lock."""
    return 2 * publish_timeout + 60


def create_engine(
    url: str, service: str, pool_size: int, idle_transaction: float | None = None
) -> AsyncEngine:
    """An engine for ``service``.

    ``pool_size``: as many as may be handled at once, plus the relay and the health check; nobody waits for a
    session. ``idle_transaction``: seconds after which the server ends a session that holds a transaction and
    does nothing. The URL may ask for TLS as ``shared.kernel.settings.tls`` says, and name several hosts as
    ``shared.kernel.settings.hosts`` does: the first that may be used is. A standby may not, unless the URL
    says so; a session whose server has turned read-only is given up, and with it the pool's others.
    """
    plain, tls = split_tls(url)
    frozen = (
        {"idle_in_transaction_session_timeout": f"{idle_transaction * 1000:.0f}ms"}
        if idle_transaction
        else {}
    )
    engine = create_async_engine(
        plain,
        pool_size=pool_size,
        max_overflow=2,
        # The session given back last knows the most statements.
        pool_use_lifo=True,
        pool_pre_ping=False,
        pool_recycle=1800,
        # Parameters hold secret votes and contact data; an error that names them would put those into logs.
        hide_parameters=True,
        connect_args={
            "async_creator_fn": connect,
            "timeout": 10,
            "command_timeout": 60,
            **({} if tls is None else {"ssl": tls}),
            **({} if ATTRIBUTE in make_url(plain).query else {ATTRIBUTE: "primary"}),
            "server_settings": {
                "search_path": service,
                "application_name": f"youyue-{service}",
                "timezone": "UTC",
                **_DEAD_PEER,
                **frozen,
            },
        },
    )
    event.listen(engine.sync_engine, "checkout", _refuse_dead)
    event.listen(engine.sync_engine, "handle_error", _give_up_read_only)
    return engine


def _refuse_dead(connection: Any, record: object, proxy: object) -> None:
    """A connection that the server has closed is given to nobody, and neither are older ones: after a restart
    all are dead.

    The driver has seen the end of the connection, so nothing is asked on the wire, as ``pool_pre_ping``
    would.
    """
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError


def _give_up_read_only(context: ExceptionContext) -> None:
    """Who is at a server that writes no more would stay there: the address may lead to another one by now."""
    if context.connection is not None and is_read_only(context.original_exception):
        context.is_disconnect = True
