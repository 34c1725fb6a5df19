"""Every released contract, held against the class that the platform reads and writes it with."""

import json
from pathlib import Path
from typing import Any

import pytest
from cloudevents.core.formats.json import JSONFormat

from cli.documents.compatibility import breaks
from cli.documents.contracts import contract_path
from cli.documents.schemas import schema_of
from shared.contracts.base import Command, Data
from shared.contracts.envelope import Envelope
from shared.contracts.registry import TYPES

ROOT = Path(__file__).parents[2]
EVERY_TYPE = pytest.mark.parametrize("cls", TYPES.values(), ids=TYPES.keys())


def released(cls: type[Data]) -> dict[str, Any]:
    contract: dict[str, Any] = json.loads((ROOT / contract_path(cls)).read_text("utf-8"))
    return contract


@EVERY_TYPE
def test_the_code_keeps_what_the_contract_promises(cls: type[Data]) -> None:
    assert breaks(released(cls)["schema"], schema_of(cls)) == []


@EVERY_TYPE
def test_the_example_is_a_message_that_the_platform_reads(cls: type[Data]) -> None:
    example = released(cls)["example"]

    envelope = Envelope.model_validate_json(json.dumps(example))
    data = cls.model_validate(envelope.data)

    assert envelope.type == cls.type
    assert json.loads(envelope.to_json()) == example
    assert data.model_dump(mode="json", exclude_none=issubclass(cls, Command)) == example["data"]


@EVERY_TYPE
def test_the_official_sdk_reads_the_example(cls: type[Data]) -> None:
    example = released(cls)["example"]

    event = JSONFormat().read(None, json.dumps(example))

    assert (event.get_id(), event.get_source(), event.get_type()) == (example["id"], example["source"], cls.type)
    assert event.get_extension("township") == example["township"]
    assert event.get_data() == example["data"]


@EVERY_TYPE
def test_a_contract_says_whose_it_is_and_how_it_may_change(cls: type[Data]) -> None:
    contract = released(cls)

    assert (contract["type"], contract["owner"]) == (cls.type, cls.type.split(".")[0])
    assert contract["kind"] in ("command", "event", "timer")
    assert contract["compatibility"] == "additive"
    assert contract["description"].strip()
