"""Reading AMQP properties that no decent client writes.

The broker hands on what a publisher wrote, whatever it is: a time in the year 146140482, an id that is no UTF-8, a
table nested a thousand deep. pamqp raises on these while it reads a frame, aiormq then drops the connection, the broker
delivers the message again, and so on: one message of one partner would stop a service from reading. Here what cannot
be read counts as absent, or is read as far as it goes; the message goes its way and is parked like any other.
"""

import struct
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


_READERS = {"shortstr": _text, "table": _table, "timestamp": _time}


def _unmarshal(self: Any, flags: int, data: bytes) -> None:
    for name in self.__slots__:
        if not flags & self.flags[name]:
            continue
        kind = getattr(type(self), f"_{name}")
        reader: Any = _READERS.get(kind)
        consumed, value = reader(data) if reader else decode.by_type(data, kind)
        setattr(self, name, value)
        data = data[consumed:]


def be_tolerant() -> None:
    """From now on, in this process. Safe to call again."""
    commands.Basic.Properties.unmarshal = _unmarshal  # type: ignore[method-assign]
