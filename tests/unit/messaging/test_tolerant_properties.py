"""AMQP properties that cannot be read count as absent."""

import struct
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pamqp import commands

from shared.kernel.bus.rabbit.tolerant_properties import UNREADABLE, be_tolerant

be_tolerant()
HEADERS, TIMESTAMP, MESSAGE_ID = 1 << 13, 1 << 6, 1 << 7


def read(flags: int, data: bytes) -> Any:
    properties = commands.Basic.Properties()
    properties.unmarshal(flags, data)
    return properties


def table(depth: int) -> bytes:
    inner = b""
    for _ in range(depth):
        inner = b"\x01nF" + struct.pack(">I", len(inner)) + inner
    return struct.pack(">I", len(inner)) + inner


def test_a_table_nested_too_deep_is_unreadable_and_what_follows_is_read() -> None:
    properties = read(HEADERS | MESSAGE_ID, table(5000) + b"\x02id")
    assert properties.headers == {UNREADABLE: True}
    assert properties.message_id == "id"


@given(st.integers(0, 2**64 - 1))
def test_any_number_can_stand_where_a_time_belongs(number: int) -> None:
    properties = read(TIMESTAMP | MESSAGE_ID, b"\x02id" + struct.pack(">Q", number))
    assert properties.message_id == "id"
    assert properties.timestamp is None or properties.timestamp.tzinfo


@given(st.binary(max_size=255))
def test_any_bytes_can_stand_where_a_text_belongs(text: bytes) -> None:
    properties = read(MESSAGE_ID, bytes([len(text)]) + text)
    assert properties.message_id == text.decode("utf-8", "replace")


@given(st.binary(max_size=300))
def test_any_bytes_can_stand_where_headers_belong(content: bytes) -> None:
    properties = read(HEADERS, struct.pack(">I", len(content)) + content)
    assert isinstance(properties.headers, dict)
