"""The AsyncAPI documents, which are built where they are published, hold together and fit their examples."""

import json
from collections.abc import Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.docs import docs
from cli.documents.meanings import purposes
from shared.kernel.bus.access.belongings import partner_belongings
from shared.kernel.bus.access.partners import Partner
from shared.language.contracts.envelope import Envelope
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
def test_each_message_is_described_in_chinese_beside_the_english(
    built: dict[str, Document], service: str
) -> None:
    for type, message in built[service]["components"]["messages"].items():
        assert message["description"] == purposes()[type]
        assert message["summary"]


@EVERY_SERVICE
def test_every_reference_leads_somewhere_in_the_document(built: dict[str, Document], service: str) -> None:
    found = set(references(built[service]))
    assert len(found) > 30
    assert all(at(built[service], reference) for reference in found)


@EVERY_SERVICE
def test_a_partner_sends_each_command_sealed_and_is_answered_in_its_queue(
    built: dict[str, Document], service: str
) -> None:
    document = built[service]
    sent = [operation for operation in document["operations"].values() if operation["action"] == "send"]
    assert len(sent) == len(commands_of(service))
    for operation in sent:
        assert operation["channel"] == {"$ref": f"#/channels/{service}.commands"}
        assert operation["bindings"]["amqp"]["userId"] == "{user}"
        assert operation["reply"]["channel"] == {"$ref": "#/channels/answers"}
    outcomes = [f"{service}.command.accepted.v1", f"{service}.command.refused.v1"]
    assert sorted(document["channels"]["answers"]["messages"]) == outcomes


@EVERY_SERVICE
def test_a_partner_receives_from_the_queues_that_it_has(built: dict[str, Document], service: str) -> None:
    document = built[service]
    entry = Partner(
        user="{user}",
        sources=(),
        commands=(f"{service}.replay.request.v1",),
        hears=(public_events_of(service)[0].type,),
        tenants=("330921201",),
        speaks_for=(),
    )
    belongings = partner_belongings(entry, Envelope.tenant_words)
    received = {
        at(document, operation["channel"]["$ref"])["bindings"]["amqp"]["queue"]["name"]
        for operation in document["operations"].values()
        if operation["action"] == "receive"
    }
    assert received == {queue.name for queue in belongings.queues}
    replayed = set(document["channels"]["events"]["messages"]) | {f"{service}.replay.ended.v1"}
    assert set(document["channels"]["replay"]["messages"]) == replayed


def titled(part: Any) -> Iterator[tuple[str, Document]]:
    """Titles and what bears them."""
    if isinstance(part, dict):
        if isinstance(part.get("title"), str):
            yield part["title"], part
        part = list(part.values())
    if isinstance(part, list):
        for inner in part:
            yield from titled(inner)


@EVERY_SERVICE
def test_each_shape_and_each_list_of_values_has_a_title_that_nothing_else_has(
    built: dict[str, Document], service: str
) -> None:
    """Generators name their types by it, and number what has none."""
    components = built[service]["components"]
    payloads = [message["payload"] for message in components["messages"].values()]
    parts = [*payloads, *components["schemas"].values()]
    assert all(part.get("title") for part in parts)
    assert '"const"' not in json.dumps(parts)
    found: dict[str, set[str]] = {}
    for title, part in titled(parts):
        values = part.get("enum", part.get("allOf", part.get("properties", {})))
        found.setdefault(title, set()).add(json.dumps(values, sort_keys=True))
    assert {title: bodies for title, bodies in found.items() if len(bodies) > 1} == {}


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
