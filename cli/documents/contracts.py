"""contracts/<service>/<type>.json: the released contract of every type, with an example."""

from pathlib import Path
from typing import Any

from cli.documents.samples import example_of
from cli.documents.schemas import schema_of
from shared.contracts.base import Command, Data, Timer

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def contract_path(cls: type[Data]) -> Path:
    """Where it stands, from the root of the project."""
    return Path("contracts", cls.owner(), f"{cls.type}.json")


def contract_of(cls: type[Data]) -> dict[str, Any]:
    """The contract as the code says it is now."""
    kind = "command" if issubclass(cls, Command) else "timer" if issubclass(cls, Timer) else "event"
    schema = schema_of(cls)
    return {
        "type": cls.type,
        "owner": cls.owner(),
        "kind": kind,
        "description": schema["description"],
        "compatibility": "additive",
        "ordering": "sequence per subject",
        "schema": {"$schema": DIALECT, **schema},
        "example": example_of(cls),
    }
