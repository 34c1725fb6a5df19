"""The promises of a release in one document: everything that others rely on, without words."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from cli.documents.agreements import commands, refusals, roles
from cli.documents.contracts import kind_of, shape_path
from cli.documents.released.compatibility import without_words
from cli.documents.schemas import own_schema, shape_schemas
from cli.documents.transitions import senders_by_state
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import TYPES

Schema = dict[str, Any]


class CommandPromise(BaseModel):
    """The roles that may send a command, and the events that may answer it."""

    model_config = ConfigDict(frozen=True)

    roles: tuple[str, ...]
    answers: tuple[str, ...]


class TypePromise(BaseModel):
    """The kind of a message type, and the schema of its data."""

    model_config = ConfigDict(frozen=True)

    kind: str
    data: Schema


class Promises(BaseModel):
    """The promises. Schemas refer to ``shapes`` as ``#/$defs/<service>.<shape>``."""

    model_config = ConfigDict(frozen=True)

    envelope: Schema
    roles: tuple[str, ...]
    refusals: dict[str, str]
    """Code → remedy."""
    commands: dict[str, CommandPromise]
    transitions: dict[str, dict[str, tuple[str, ...]]] = {}
    """``kind.state`` → command → the roles from which that state takes it."""
    types: dict[str, TypePromise]
    shapes: dict[str, Schema]


def promises() -> Promises:
    """The promises of the code as it is now."""
    return Promises(
        envelope=without_words(own_schema(Envelope, _reference)),
        roles=tuple(roles()),
        refusals={code: told["remedy"] for code, told in refusals().items()},
        commands={
            type: CommandPromise(roles=tuple(told["roles"]), answers=tuple(told["answers"]))
            for type, told in sorted(commands().items())
        },
        transitions=senders_by_state(),
        types={
            type: TypePromise(kind=kind_of(cls), data=without_words(own_schema(cls, _reference)))
            for type, cls in sorted(TYPES.items())
        },
        shapes=dict(sorted((_key(s), without_words(d)) for s, d in shape_schemas(_reference).items())),
    )


def _key(shape: type[BaseModel]) -> str:
    return f"{shape_path(shape).parts[1]}.{shape.__name__}"


def _reference(referring: type[BaseModel], shape: type[BaseModel]) -> str:
    return f"#/$defs/{_key(shape)}"
