"""Every contract, held against the class that the platform reads and writes it with."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cli.documents.contracts import CONTRACTS, contract_path
from shared.kernel.messages.base import Command, Data
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import TYPES
from tests.support.cloudevents_sdk import misread
from tests.support.schemas import problems

ROOT = Path(__file__).parents[2]
EVERY_TYPE = pytest.mark.parametrize("cls", TYPES.values(), ids=TYPES.keys())


def contract(cls: type[Data]) -> dict[str, Any]:
    return read(contract_path(cls))


def read(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((ROOT / path).read_text("utf-8"))
    return document


@EVERY_TYPE
def test_the_example_is_a_message_that_the_platform_reads(cls: type[Data]) -> None:
    example = contract(cls)["example"]

    envelope = Envelope.model_validate_json(json.dumps(example))
    data = cls.model_validate(envelope.data)

    assert envelope.type == cls.type
    assert json.loads(envelope.to_json()) == example
    assert data.model_dump(mode="json", exclude_unset=True) == example["data"]


@EVERY_TYPE
def test_a_validator_finds_nothing_wrong_with_the_example(cls: type[Data]) -> None:
    example, schema = contract(cls)["example"], contract(cls)["schema"]

    assert problems(read(CONTRACTS / "envelope.json"), example) == []
    assert problems(schema, example["data"]) == []


@EVERY_TYPE
def test_a_validator_finds_nothing_wrong_with_the_message_on_the_wire(cls: type[Data]) -> None:
    data = cls.model_validate(contract(cls)["example"]["data"])
    on_the_wire = json.loads(data.model_dump_json(exclude_none=issubclass(cls, Command)))

    assert problems(contract(cls)["schema"], on_the_wire) == []


@EVERY_TYPE
def test_a_validator_finds_what_is_missing(cls: type[Data]) -> None:
    schema, data = contract(cls)["schema"], contract(cls)["example"]["data"]
    for name in schema.get("required", ()):
        less = {field: value for field, value in data.items() if field != name}
        assert problems(schema, less) == [f"$ '{name}' is a required property"]


@EVERY_TYPE
def test_the_official_sdk_reads_the_example(cls: type[Data]) -> None:
    assert list(misread([contract(cls)["example"]])) == []


@EVERY_TYPE
def test_a_contract_says_whose_it_is_and_how_it_may_change(cls: type[Data]) -> None:
    found = contract(cls)

    assert (found["type"], found["owner"]) == (cls.type, cls.type.split(".")[0])
    assert found["kind"] in ("command", "answer", "event", "timer")
    assert found["compatibility"] == "additive"
    assert found["description"].strip()


@EVERY_TYPE
def test_a_contract_has_its_own_fields_and_refers_to_the_shapes_in_them(cls: type[Data]) -> None:
    assert list(inner_objects(contract(cls)["schema"])) == []


@pytest.mark.parametrize("path", sorted(ROOT.glob("contracts/*/shapes/*.json")), ids=lambda path: path.stem)
def test_a_shape_has_its_own_fields_and_refers_to_the_shapes_in_it(path: Path) -> None:
    assert list(inner_objects(read(path))) == []


def inner_objects(schema: Any, *, outermost: bool = True) -> Iterator[Any]:
    """Objects with fields that stand in another schema, so that a change of theirs changes that file too."""
    if isinstance(schema, dict):
        if not outermost and "properties" in schema:
            yield schema
        for inner in (*schema.pop("properties", {}).values(), *schema.values()):
            yield from inner_objects(inner, outermost=False)
    elif isinstance(schema, list):
        for inner in schema:
            yield from inner_objects(inner, outermost=False)
