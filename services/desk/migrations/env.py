"""Alembic's entry for this service."""

from services.desk.storage.tables import METADATA
from shared.kernel.store.alembic_env import run

run(METADATA)
