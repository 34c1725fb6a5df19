"""What a released schema promises: fields may be added, if they are optional; nothing else about its shape may change.

Words (titles, descriptions) may. A change that breaks gets a new type, ``….v2``.
"""

from collections.abc import Iterator
from typing import Any

Schema = dict[str, Any]
_WORDS = frozenset({"title", "description", "examples", "$defs", "$schema"})


def breaks(released: Schema, current: Schema) -> list[str]:
    """What ``current`` does to those who rely on ``released``; empty when it only adds."""
    return list(_breaks("data", _resolved(released, released), _resolved(current, current)))


def _resolved(schema: Any, root: Schema) -> Any:
    """Without words and with references replaced by what they refer to; contracts do not contain themselves."""
    if isinstance(schema, list):
        return [_resolved(entry, root) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        target = root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        return _resolved({**target, **{k: v for k, v in schema.items() if k != "$ref"}}, root)
    if "properties" in schema:
        plain = {k: _resolved(v, root) for k, v in schema.items() if k not in _WORDS | {"properties"}}
        return plain | {"properties": {name: _resolved(field, root) for name, field in schema["properties"].items()}}
    return {k: _resolved(v, root) for k, v in schema.items() if k not in _WORDS}


def _breaks(path: str, released: Any, current: Any) -> Iterator[str]:
    if isinstance(released, dict) and isinstance(current, dict):
        if "properties" in released or "properties" in current:
            yield from _fields(path, released, current)
        for word in sorted((released.keys() | current.keys()) - {"properties", "required"}):
            yield from _breaks(
                path if word in ("items", "anyOf") else f"{path}({word})", released.get(word), current.get(word)
            )
    elif isinstance(released, list) and isinstance(current, list) and len(released) == len(current):
        for old, new in zip(released, current, strict=True):
            yield from _breaks(path, old, new)
    elif released != current:
        yield f"{path} was {released!r} and is {current!r}"


def _fields(path: str, released: Schema, current: Schema) -> Iterator[str]:
    old, new = released.get("properties", {}), current.get("properties", {})
    needed, needs = set(released.get("required", ())), set(current.get("required", ()))
    for name in old:
        if name not in new:
            yield f"{path}.{name} is gone"
        else:
            yield from _breaks(f"{path}.{name}", old[name], new[name])
    yield from (f"{path}.{name} is required now" for name in sorted(needs - needed))
    yield from (f"{path}.{name} is not always there any more" for name in sorted((needed - needs) & new.keys()))
