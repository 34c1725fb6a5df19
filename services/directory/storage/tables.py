"""Townships, and beside them the history of all that was ever entered."""

from typing import Any

from sqlalchemy import Column, Date, DateTime, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.directory.domain.township.table import TOWNSHIP_TABLE
from services.directory.domain.township.township import Township
from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.kind import Kind, thing_table
from shared.language.contracts.directory import TownshipSnapshot

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)

LIST_CHANGES = Table(
    "list_changes",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("list", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("since", Date, primary_key=True),
    Column("before", JSONB(none_as_null=True)),
    Column("after", JSONB, nullable=False),
    Column("actor_id", Text, nullable=False),
    Column("actor_role", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("ix_list_changes_entry", "tenant", "list", "key"),
    comment="Every entry that was ever changed, as it was and as it is, with who did it and why. "
    "Rows are added and never changed.",
)

TOWNSHIP = Kind("township", Township, TownshipSnapshot, TOWNSHIP_TABLE, thing_table("township", METADATA))
KINDS: tuple[Kind[Any], ...] = (TOWNSHIP,)
