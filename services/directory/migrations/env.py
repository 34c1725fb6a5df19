"""Alembic's entry for this service."""

from services.directory.storage.tables import METADATA
from shared.kernel.store.alembic_env import run

run(METADATA)
