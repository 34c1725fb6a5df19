"""contracts/: the contract of every type with an example, and the shapes that they share, a file each."""

from os.path import relpath
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import BaseModel

from cli.documents.samples import example_of
from cli.documents.schemas import own_schema, schema_of, shape_schemas
from shared.kernel.messages.base import Answer, Command, Data, Timer
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import SERVICES, TYPES

CONTRACTS = Path("contracts")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
BASE = "https://youyue.example/"
"""The beginning of every ``$id``; the path of the file follows. Nothing is fetched from there."""
_COMMON = "shared"


def contract_path(cls: type[Data]) -> Path:
    """The path of the contract, from the root of the project."""
    return CONTRACTS / cls.owner() / f"{cls.type}.json"


def shape_path(shape: type[BaseModel]) -> Path:
    """The path of the shape: with the service in whose module it is written, else with the shared shapes."""
    service = next((part for part in shape.__module__.split(".") if part in SERVICES), _COMMON)
    return CONTRACTS / service / "shapes" / f"{shape.__name__}.json"


def contract_of(cls: type[Data]) -> dict[str, Any]:
    """The contract as the code says it is now."""
    return {
        "type": cls.type,
        "owner": cls.owner(),
        "kind": kind_of(cls),
        "description": schema_of(cls)["description"],
        "compatibility": "additive",
        "ordering": "sequence per subject",
        "schema": _named(contract_path(cls)) | own_schema(cls, _relative),
        "example": example_of(cls),
    }


def kind_of(cls: type[Data]) -> str:
    """Whether it is a command, an answer, an event or a timer."""
    kinds = ((Command, "command"), (Answer, "answer"), (Timer, "timer"))
    return next((kind for base, kind in kinds if issubclass(cls, base)), "event")


def contract_files() -> dict[Path, Any]:
    """The contracts of all types and their shapes, by path; and that of the envelope around all of them."""
    envelope = CONTRACTS / "envelope.json"
    return {
        envelope: _named(envelope) | own_schema(Envelope, _relative),
        **{contract_path(cls): contract_of(cls) for cls in TYPES.values()},
        **{
            path: _named(path) | schema
            for shape, schema in shape_schemas(_relative).items()
            for path in (shape_path(shape),)
        },
    }


def _named(path: Path) -> dict[str, str]:
    return {"$schema": DIALECT, "$id": BASE + path.as_posix()}


def _relative(referring: type[BaseModel], shape: type[BaseModel]) -> str:
    """From file to file, which is the same as from ``$id`` to ``$id``."""
    here = contract_path(referring) if issubclass(referring, Data) else shape_path(referring)
    return PurePosixPath(relpath(shape_path(shape), here.parent)).as_posix()
