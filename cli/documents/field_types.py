"""JSON Schema types in words."""

from collections.abc import Callable
from typing import Any

from pydantic import TypeAdapter

from shared.kernel.messages.base import Code, Id
from shared.language.codes.proof import Commitment
from shared.language.contracts.envelope import Township

_BY_PATTERN = {
    TypeAdapter[str](alias).json_schema()["pattern"]: name
    for alias, name in (
        (Id, "id"),
        (Code, "code"),
        (Township, "nine digits"),
        (Commitment, "commitment of a proof, `pbkdf2-sha256$10000$<salt>$<hash>`"),
    )
}
_BY_PATTERN |= {
    "^[0-9a-f]{64}$": "SHA-256 in hexadecimal",
    r"^(\+?[0-9() -]{7,40})?$": "telephone number, 7 to 40 characters, or nothing",
    "^[!-~]*$": "text without blanks, ASCII",
    "^[!-~]+$": "text without blanks, ASCII, at least 1 character",
}
_BY_FORMAT = {"date": "date", "date-time": "instant, UTC"}


def type_in_words(schema: dict[str, Any], shape: Callable[[str], str]) -> str:
    """The values of a field; ``shape`` writes the name of an object."""
    if "$ref" in schema:
        return shape(schema["$ref"].rsplit("/", 1)[1])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(type_in_words(choice, shape) for choice in schema["anyOf"]))
    if "const" in schema:
        return f"`{schema['const']}`"
    match schema.get("type"):
        case "array":
            limits = _limits("items", schema.get("minItems"), schema.get("maxItems"))
            return f"list of {type_in_words(schema.get('items', {}), shape)}{limits}"
        case "object" if "patternProperties" in schema:
            (values,) = schema["patternProperties"].values()
            return f"map to {type_in_words(values, shape)}"
        case "object":
            return "object"
        case "string" if "format" in schema:
            return _BY_FORMAT[schema["format"]]
        case "string" if schema.get("pattern") in _BY_PATTERN:
            return _BY_PATTERN[schema["pattern"]]
        case "string" if "pattern" in schema:
            return f"text like `{schema['pattern']}`".replace("|", "\\|")
        case "string":
            return f"text{_limits('characters', schema.get('minLength'), schema.get('maxLength'))}"
        case "integer" | "number" as number:
            return f"{number}{_limits('', schema.get('minimum'), schema.get('maximum'))}"
        case other:
            return str(other or "anything")


def _limits(unit: str, least: Any, most: Any) -> str:
    match least, most:
        case None, None:
            return ""
        case None, _:
            text = f"at most {most:g}"
        case _, None:
            text = f"at least {least:g}"
        case _:
            text = f"{least:g} to {most:g}"
    return f", {text} {unit}".rstrip()
