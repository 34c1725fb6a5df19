"""The masked view of a parked message, which an operator sees by default: no data that leads to a person, and
no vote."""

import json
from typing import Any

from shared.language.contracts.evaluation import CastVote, GiveRating
from shared.language.redaction import masked

HIDDEN = "〔隐去 masked〕"
PRIVATE_FIELDS = frozenset(
    {
        "contact",
        "name",
        "phone",
        "mobile",
        "email",
        "address",
        "identity",
        "id_number",
        "proof",
        "password",
        "token",
    }
)
"""Fields of any message whose values lead to a person; also where a malformed message puts them in the wrong
place."""
SECRET_FIELDS = {
    CastVote.type: frozenset({"process", "result", "reason"}),
    GiveRating.type: frozenset({"reason"}),
}
"""The secret fields of messages of one type."""
_LIMIT = 100_000
"""Characters shown of one body."""


def readable(body: bytes, type: str | None, *, unmasked: bool) -> str:
    """The body for reading: JSON indented, anything else as text with what is not UTF-8 marked."""
    text = body.decode("utf-8", "backslashreplace")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        return (text if unmasked else masked(text))[:_LIMIT]
    hidden = PRIVATE_FIELDS | (SECRET_FIELDS.get(_type_of(content) or type or "") or frozenset())
    readable = content if unmasked else _masked(content, hidden)
    return json.dumps(readable, ensure_ascii=False, indent=2)[:_LIMIT]


def _type_of(content: Any) -> str | None:
    type = content.get("type") if isinstance(content, dict) else None
    return type if isinstance(type, str) else None


def _masked(value: Any, hidden: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {
            name: HIDDEN
            if name.lower() in hidden and inner not in (None, "", [], {})
            else _masked(inner, hidden)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_masked(inner, hidden) for inner in value]
    return masked(value) if isinstance(value, str) else value
