"""Copies of other services' facts: one row per thing; the newest snapshot wins, whenever others arrive."""

from sqlalchemy import Column, Integer, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import JSONB


def known_table(metadata: MetaData) -> Table:
    """``known``: (tenant, kind, id) → snapshot, with the aggregate's sequence as the guard."""
    return Table(
        "known",
        metadata,
        Column("tenant", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("sequence", Integer, nullable=False),
        Column("data", JSONB, nullable=False),
    )
