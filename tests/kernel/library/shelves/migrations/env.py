"""Alembic's entry for this service."""

from shared.kernel.store.alembic_env import run
from tests.kernel.library.shelves.storage import METADATA

run(METADATA)
