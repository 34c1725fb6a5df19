"""The database of one service: its engine, whose every session sees the service's own schema first."""

from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> MetaData:
    """Metadata with constraint names that Alembic can rely on; the schema comes from the connection's search path."""
    return MetaData(naming_convention=NAMING)


def create_engine(url: str, service: str, pool_size: int) -> AsyncEngine:
    """An engine for ``service``.

    ``pool_size``: as many as may be handled at once, plus the relay and the health check; nobody waits for a session.
    """
    return create_async_engine(
        url,
        pool_size=pool_size,
        max_overflow=2,
        # The session given back last knows the most statements.
        pool_use_lifo=True,
        pool_pre_ping=False,
        pool_recycle=1800,
        # Parameters hold secret votes and contact data; an error that names them would put those into logs.
        hide_parameters=True,
        connect_args={
            "timeout": 10,
            "command_timeout": 60,
            "server_settings": {
                "search_path": service,
                "application_name": f"youyue-{service}",
                "timezone": "UTC",
            },
        },
    )
