"""Alembic's entry for this service."""

from services.identity.storage.tables import METADATA
from shared.kernel.store.alembic_env import run

run(METADATA)
