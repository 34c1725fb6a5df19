"""A kind of thing: its domain class, its state table, its public snapshot and its SQL table.

A thing is stored as a document beside the columns that the platform itself asks for (docs/adr, 0003).
"""

from collections.abc import Collection
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import Generic, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import Column, DateTime, Integer, MetaData, Table, Text, func
from sqlalchemy.dialects.postgresql import JSONB

from shared.kernel.machine import StateTable, Thing
from shared.kernel.messages.base import Contract

T = TypeVar("T", bound=Thing)


def thing_table(name: str, metadata: MetaData) -> Table:
    """The rows of one kind: tenant and id are the key, so no id reaches another tenant's things."""
    return Table(
        name,
        metadata,
        Column("tenant", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("state", Text, nullable=False, index=True),
        Column("version", Integer, nullable=False),
        Column("data", JSONB, nullable=False),
        Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    )


@dataclass(frozen=True)
class Kind(Generic[T]):
    """Everything the shared code must know to load, decide, save and publish a kind of thing.

    Raises ValueError when its table waits for somebody and the thing or its snapshot cannot say for whom.
    """

    name: str
    """Also the name of the id field's stem and of the field that carries the snapshot in events: ``item``."""
    model: type[T]
    snapshot: type[Contract]
    behaviour: StateTable[T]
    table: Table

    def __post_init__(self) -> None:
        silent = [part.__name__ for part in (self.model, self.snapshot) if "waiting" not in _fields(part)]
        if self.behaviour.waits and silent:
            raise ValueError(f"{self.name}: {', '.join(silent)} must have the field waiting")

    @property
    def id_field(self) -> str:
        """The field of messages and of the thing itself that holds its id: ``item_id``."""
        return f"{self.name}_id"

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self.model)

    def dump(self, thing: T) -> str:
        """The stored document, as JSON."""
        return self._adapter.dump_json(thing).decode()

    def load(self, document: str) -> T:
        """The thing of a stored document, given as JSON."""
        return self._adapter.validate_json(document)

    def id_of(self, thing: T) -> str:
        """The thing's id."""
        return str(getattr(thing, self.id_field))

    def publish(self, thing: T) -> Contract:
        """The public snapshot of a thing."""
        return self.snapshot.model_validate(thing)


def _fields(part: type[object]) -> Collection[str]:
    if issubclass(part, Contract):
        return part.model_fields
    return [field.name for field in fields(part)] if is_dataclass(part) else ()
