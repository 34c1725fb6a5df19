"""Reading AMQP properties that no decent client writes.

The broker hands on what a publisher wrote, whatever it is: a time in the year 146140482, an id that is no
UTF-8, a seventh mode of delivery, a table nested a thousand deep. The client raises on these while it reads a
frame, and drops the connection, or the message: the broker delivers it again, and so on. One message of one
partner would stop a service from reading. Here what cannot be read counts as absent, or is read as far as it
goes; the message goes its way and is parked like any other.
"""

import struct
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pamqp import commands, decode

UNREADABLE = "x-youyue-unreadable"
"""The only header of a message whose own could not be read."""
_UNFIT = (ValueError, OverflowError, RecursionError, OSError)


def _text(data: bytes) -> tuple[int, str]:
    length = data[0]
    return length + 1, data[1 : length + 1].decode("utf-8", "replace")


def _table(data: bytes) -> tuple[int, dict[str, Any]]:
    try:
        consumed, table = decode.field_table(data)
    except _UNFIT:
        return 4 + int(struct.unpack(">I", data[:4])[0]), {UNREADABLE: True}
    return consumed, dict(table)


def _time(data: bytes) -> tuple[int, datetime | None]:
    try:
        return decode.timestamp(data)
    except _UNFIT:
        return 8, None


def _mode(data: bytes) -> tuple[int, int | None]:
    """There are two; the client makes an enumeration of it before anybody reads the message."""
    return 1, data[0] if data[0] in (1, 2) else None


_READERS: dict[str, Callable[[bytes], tuple[int, Any]]] = {
    "shortstr": _text,
    "table": _table,
    "timestamp": _time,
}


_BY_NAME: dict[str, Callable[[bytes], tuple[int, Any]]] = {"delivery_mode": _mode}


def _reader(name: str) -> Callable[[bytes], tuple[int, Any]]:
    kind = getattr(commands.Basic.Properties, f"_{name}")
    return _BY_NAME.get(name) or _READERS.get(kind) or (lambda data: decode.by_type(data, kind))


_PROPERTIES = [
    (commands.Basic.Properties.flags[name], name, _reader(name))
    for name in commands.Basic.Properties.__slots__
]
"""The bit that says whether it is there, its name, and what reads it; in the order of the frame."""


def _unmarshal(self: Any, flags: int, data: bytes) -> None:
    for flag, name, reader in _PROPERTIES:
        if flags & flag:
            consumed, value = reader(data)
            setattr(self, name, value)
            data = data[consumed:]


def be_tolerant() -> None:
    """From now on, in this process. Safe to call again."""
    commands.Basic.Properties.unmarshal = _unmarshal  # type: ignore[method-assign]
