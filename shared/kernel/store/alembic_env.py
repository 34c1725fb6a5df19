"""The common code of every service's ``migrations/env.py``: run on the connection that
``shared.kernel.store.migrations`` hands over."""

from alembic import context
from sqlalchemy import MetaData


def run(metadata: MetaData) -> None:
    """Run the migrations of one service inside the caller's transaction."""
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=metadata, compare_server_default=True)
    with context.begin_transaction():
        context.run_migrations()
