"""Copies of other services' facts: one row per thing; the newest snapshot wins, whenever others arrive."""

from typing import Any

from sqlalchemy import Column, Integer, MetaData, Table, Text, literal_column
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert


def known_table(metadata: MetaData) -> Table:
    """``known``: (township, kind, id) → snapshot, with the aggregate's sequence as the guard."""
    return Table(
        "known",
        metadata,
        Column("township", Text, primary_key=True),
        Column("kind", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("sequence", Integer, nullable=False),
        Column("data", JSONB, nullable=False),
    )


def learn_statement(table: Table, township: str, kind: str, id: str, sequence: int, data: dict[str, Any]) -> Insert:
    """Insert or overwrite, unless what is stored is as new or newer."""
    statement = insert(table).values(township=township, kind=kind, id=id, sequence=sequence, data=data)
    return statement.on_conflict_do_update(
        index_elements=["township", "kind", "id"],
        set_={"sequence": statement.excluded.sequence, "data": statement.excluded.data},
        where=table.c.sequence < literal_column("excluded.sequence"),
    )
