"""What is done to a valid message to make it a bad one."""

import json
from collections.abc import Callable
from random import Random
from typing import Any

Envelope = dict[str, Any]
_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 2**31, 2**63, 2**200, -(2**63), 1e308, float("nan"), float("inf"),
    "", " ", "\x00", "\u202e", "0", "null", "a" * 70_000, "有约" * 6_000, [], {}, [[]], [None], {"": ""},
    "0001-01-01", "9999-12-31", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-02-30",
    "<script>alert(1)</script>", "'; DROP TABLE item; --", "../../etc/passwd", "%s%n", "\ufeff", "𠮷" * 100,
)  # fmt: skip
_TYPES = (
    "",
    "x",
    "handling",
    "handling.item",
    "handling..v1",
    "a.b.c.d.e.f.v1",
    "intake.submission.submit.v999",
    "#",
    "*.*.*.v1",
)
_ROLES = (
    "citizen",
    "deputy",
    "head",
    "leader",
    "department",
    "department_head",
    "office",
    "operator",
    "system",
    "emperor",
)


def valid_envelope(chance: Random, contract: dict[str, Any], data: Any) -> Envelope:
    """Around ``data`` as its contract's example has it, under an id of its own."""
    return {**contract["example"], "id": f"{chance.getrandbits(96):024x}", "data": data}


def _place(value: Any, chance: Random) -> tuple[Any, Any]:
    """A container somewhere within, and a key or an index of it."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return value, None
        key = chance.choice(keys)
        inner = value[key]
        if not isinstance(inner, dict | list) or not inner or chance.random() < 0.25:
            return value, key
        value = inner


def drop_something(envelope: Envelope, chance: Random) -> None:
    """A field or an entry is missing."""
    container, key = _place(envelope, chance)
    if key is not None:
        del container[key]


def change_something(envelope: Envelope, chance: Random) -> None:
    """A value is of another type, too long, or absurd."""
    container, key = _place(envelope, chance)
    if key is not None:
        container[key] = chance.choice(_ODD)


def add_something(envelope: Envelope, chance: Random) -> None:
    """A field that nobody knows."""
    container, _ = _place(envelope, chance)
    if isinstance(container, dict):
        container[chance.choice(("x", "", "__proto__", "data", "id", "类型"))] = chance.choice(_ODD)


def nest_something(envelope: Envelope, chance: Random) -> None:
    """A value is wrapped many times."""
    container, key = _place(envelope, chance)
    if key is not None:
        for _ in range(chance.choice((1, 10, 150))):
            container[key] = [container[key]] if chance.random() < 0.5 else {"n": container[key]}


def change_type(envelope: Envelope, chance: Random) -> None:
    """Another type than its data's."""
    envelope["type"] = chance.choice(_TYPES)


def change_actor(envelope: Envelope, chance: Random) -> None:
    """Somebody else acts, who may do less, or does not exist."""
    envelope["actorrole"] = chance.choice(_ROLES)
    envelope["actorid"] = chance.choice(("", "nobody", "office-1", "a" * 500, "\x00"))
    envelope["actordepartment"] = chance.choice((None, "", "water", "nowhere"))


def change_time(envelope: Envelope, chance: Random) -> None:
    """A moment that was not, or a version that cannot be."""
    envelope["time"] = chance.choice(
        ("yesterday", "2026-09-01", "2026-09-01T00:00:00", 0, 1e20, *_ODD[29:33])
    )
    envelope["sequence"] = chance.choice((-1, 0, 1, 2**31 - 1, 2**31, 2**64, "1", 1.5, None))


def change_township(envelope: Envelope, chance: Random) -> None:
    """Elsewhere."""
    envelope["township"] = chance.choice(("", "000000000", "330921202", "33092120", "秀山", 330921201))


STRUCTURAL: tuple[Callable[[Envelope, Random], None], ...] = (
    drop_something, change_something, change_something, add_something, nest_something, change_type,
    change_actor, change_time, change_township,
)  # fmt: skip


def cut(body: bytes, chance: Random) -> bytes:
    """The end is missing."""
    return body[: chance.randrange(len(body) + 1)]


def flip(body: bytes, chance: Random) -> bytes:
    """Some bits are others."""
    changed = bytearray(body)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def twice(body: bytes, chance: Random) -> bytes:
    """Two messages in one, or a key that stands there twice."""
    return body + body if chance.random() < 0.5 else body[:1] + b'"id": "first", "id": [],' + body[1:]


def surrogate(body: bytes, chance: Random) -> bytes:
    """Half a character, in JSON's way of writing it."""
    return body.replace(b'": "', b'": "\\ud800', chance.randint(1, 3))


def noise(body: bytes, chance: Random) -> bytes:
    """Nothing of it is left."""
    return chance.randbytes(chance.choice((0, 1, 7, 100, 5000)))


def deep(body: bytes, chance: Random) -> bytes:
    """Brackets without end."""
    return chance.choice((b"[", b'{"a":', b"[{")) * chance.choice((100, 10_000, 100_000))


BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (cut, flip, flip, twice, surrogate, noise, deep)


def encoded(envelope: Envelope) -> bytes:
    """As JSON, with NaN and the like written as Python does."""
    return json.dumps(envelope, ensure_ascii=False).encode("utf-8", "surrogatepass")
