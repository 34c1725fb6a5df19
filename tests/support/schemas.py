"""The contracts' JSON Schemas as anybody's validator reads them: from the files, by their references."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from cli.documents.contracts import BASE, CONTRACTS

ROOT = Path(__file__).parents[2]


def _files() -> Iterator[tuple[str, Resource[Any]]]:
    for path in sorted((ROOT / CONTRACTS).glob("*/shapes/*.json")):
        schema = json.loads(path.read_text("utf-8"))
        yield BASE + path.relative_to(ROOT).as_posix(), DRAFT202012.create_resource(schema)


_FILES = Registry[Any]().with_resources(_files())


def problems(schema: dict[str, Any], value: Any) -> list[str]:
    """What the value has that the schema does not allow, in words."""
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, registry=_FILES)
    return [f"{error.json_path} {error.message}" for error in validator.iter_errors(value)]


def problems_in(document: dict[str, Any], pointer: str, value: Any) -> list[str]:
    """The same for the schema to which ``pointer`` leads in a document that refers to nothing outside."""
    resource = DRAFT202012.create_resource(document)
    registry = Registry[Any]().with_resource("urn:document", resource)
    validator = Draft202012Validator({"$ref": f"urn:document#{pointer}"}, registry=registry)
    return [f"{error.json_path} {error.message}" for error in validator.iter_errors(value)]
