"""The AsyncAPI documents, which are built where they are published, hold together and fit their examples."""

import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.docs import docs
from shared.language.contracts.registry import SERVICES, commands_of, public_events_of
from tests.support.schemas import problems_in

EVERY_SERVICE = pytest.mark.parametrize("service", SERVICES)
Document = dict[str, Any]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    folder: Path = tmp_path_factory.mktemp("asyncapi")
    docs(asyncapi=folder)
    return {path.stem: json.loads(path.read_text("utf-8")) for path in folder.iterdir()}


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from references(inner)


def at(document: Document, reference: str) -> Any:
    return reduce(lambda part, name: part[name], reference.removeprefix("#/").split("/"), document)


def test_every_service_has_one(built: dict[str, Document]) -> None:
    assert set(built) == set(SERVICES)
    assert {document["asyncapi"] for document in built.values()} == {"3.0.0"}


@EVERY_SERVICE
def test_every_reference_leads_somewhere_in_the_document(built: dict[str, Document], service: str) -> None:
    found = set(references(built[service]))
    assert len(found) > 50
    assert all(at(built[service], reference) for reference in found)


@EVERY_SERVICE
def test_what_an_operation_says_is_said_in_its_channel(built: dict[str, Document], service: str) -> None:
    for operation in built[service]["operations"].values():
        for part in (operation, *filter(None, [operation.get("reply")])):
            channel = part["channel"]["$ref"]
            assert {message["$ref"].rpartition("/messages/")[0] for message in part["messages"]} == {channel}


@EVERY_SERVICE
def test_it_speaks_of_every_command_and_event(built: dict[str, Document], service: str) -> None:
    types = {cls.type for cls in (*commands_of(service), *public_events_of(service))}
    assert types <= set(built[service]["components"]["messages"])


@EVERY_SERVICE
def test_every_schema_is_one_and_every_example_fits_it(built: dict[str, Document], service: str) -> None:
    components = built[service]["components"]
    for schema in components["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for type, message in components["messages"].items():
        pointer = f"/components/messages/{type}/payload"
        for example in message["examples"]:
            assert problems_in(built[service], pointer, example["payload"]) == []
            assert problems_in(built[service], pointer, {**example["payload"], "type": "other"}) != []
