"""The masked view of a parked message, which an operator sees by default: no data that leads to a person, and
no vote; of what cannot be read nothing.

What a message may hold is known by its contract: whatever else it has may be anything.
"""

import json
from typing import Any

from shared.kernel.messages.base import Command
from shared.language.contracts.evaluation import CastVote, GiveRating
from shared.language.contracts.registry import TYPES
from shared.language.redaction import masked

HIDDEN = "〔隐去 masked〕"
PRIVATE_FIELDS = frozenset({"contact", "name", "phone", "address", "proof", "person"})
"""Fields of any message whose values lead to a person."""
SECRET_FIELDS = {
    CastVote.type: frozenset({"actorid", "process", "result", "reason"}),
    GiveRating.type: frozenset({"reason"}),
}
"""The fields of messages of one type that nobody is shown, whatever they ask for: a vote is secret."""
_ATTRIBUTES = frozenset(
    [
        "specversion",
        "id",
        "source",
        "type",
        "time",
        "township",
        "actorid",
        "actorrole",
        "actordepartment",
        "subject",
        "sequence",
        "correlationid",
        "causationid",
        "traceparent",
        "masked",
        "datacontenttype",
        "data",
    ]
)
_LIMIT = 100_000
"""Characters shown of one body."""


def readable(body: bytes, *, unmasked: bool) -> str:
    """The body for reading: JSON indented. One that cannot be read, or whose type nobody knows, may be a
    vote: it is not shown at all."""
    try:
        content = json.loads(body)
        cls = TYPES[content["type"]]
        data = content["data"]
        fields = cls.model_fields.keys()
    except (ValueError, RecursionError, KeyError, TypeError):
        return f"{HIDDEN} {len(body)} 字节，读不出 bytes that cannot be read"
    secret = SECRET_FIELDS.get(cls.type, frozenset())
    if not isinstance(data, dict) or (secret and not data.keys() <= fields):
        data = HIDDEN
    shown = {**content, "data": data}
    if unmasked:
        shown = _without(shown, secret)
    else:
        known = {name: value if name in _ATTRIBUTES else HIDDEN for name, value in shown.items()}
        if isinstance(data, dict) and issubclass(cls, Command):
            known["data"] = {name: value if name in fields else HIDDEN for name, value in data.items()}
        shown = _masked(known, PRIVATE_FIELDS | secret)
    return json.dumps(shown, ensure_ascii=False, indent=2)[:_LIMIT]


def _without(content: dict[str, Any], secret: frozenset[str]) -> dict[str, Any]:
    return {
        name: HIDDEN if name in secret else _without(value, secret) if isinstance(value, dict) else value
        for name, value in content.items()
    }


def _masked(value: Any, hidden: frozenset[str]) -> Any:
    """Names that are no words of a contract are masked like values."""
    if isinstance(value, dict):
        return {
            masked(str(name)): HIDDEN
            if name.lower() in hidden and inner not in (None, "", [], {})
            else _masked(inner, hidden)
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_masked(inner, hidden) for inner in value]
    return masked(value) if isinstance(value, str) else value
