"""Alembic's entry for this service."""

from services.evaluation.storage.tables import METADATA
from shared.alembic_env import run

run(METADATA)
