"""Properties and headers that no client of the tests writes, or that only newer brokers hand on."""

import asyncio
from typing import Any, cast
from unittest.mock import MagicMock, PropertyMock

import pytest
from aio_pika import DeliveryMode, IncomingMessage, Message
from aio_pika.exceptions import ChannelInvalidStateError
from pamqp import commands, encode

from shared.kernel.bus.delivery.delivery import Delivery, Outcome, Park
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.bus.rabbit.receiving import Receiving
from shared.kernel.bus.rabbit.tolerant_properties import be_tolerant

MODE = commands.Basic.Properties.flags["delivery_mode"]


@pytest.mark.parametrize("mode", [0, 3, 7, 255])
def test_a_mode_of_delivery_that_there_is_not_counts_as_absent(mode: int) -> None:
    be_tolerant()
    read = commands.Basic.Properties()
    read.unmarshal(MODE, bytes([mode]))
    assert read.delivery_mode is None


@pytest.mark.parametrize("mode", DeliveryMode)
def test_the_modes_that_there_are_are_read(mode: DeliveryMode) -> None:
    be_tolerant()
    read = commands.Basic.Properties()
    read.unmarshal(MODE, bytes([mode]))
    assert read.delivery_mode == mode


class Parked:
    """The broker's client, as far as a reader needs it: what it cannot write raises."""

    user = "handling"

    def __init__(self) -> None:
        self.headers: list[dict[str, Any]] = []

    async def publish(self, _exchange: str, _key: str, message: Message) -> None:
        encode.field_table(message.headers)
        self.headers.append(dict(message.headers))


async def parked(headers: dict[str, Any]) -> dict[str, Any]:
    """What a copy for the parking lot carries of a message of a stranger's with these."""

    async def give_up(_delivery: Delivery) -> Outcome:
        return Park("not_json", "")

    publisher = Parked()
    read = Receiving("handling", cast(RabbitPublisher, publisher)).inbox("handling.inbox.commands", give_up)
    message = MagicMock(spec=IncomingMessage)
    message.configure_mock(body=b"{", headers=headers, user_id=None, message_id=None, correlation_id=None)
    message.configure_mock(type=None, content_type=None)
    type(message).channel = PropertyMock(side_effect=ChannelInvalidStateError)
    await asyncio.wait_for(read(message), 5)
    (copy,) = publisher.headers
    return copy


@pytest.mark.parametrize("value", [1e300, 5e-324, float("nan"), 2**63, -(2**63), 2**64 - 1])
async def test_a_number_that_is_read_and_cannot_be_written_ends_no_reader(value: float) -> None:
    assert (await parked({"x": value}))["x-youyue-publisher"] == ""


async def test_however_many_headers_a_stranger_writes_it_stays_a_stranger() -> None:
    copy = await parked({f"h{number}": "x" * 1000 for number in range(120)})
    assert copy["x-youyue-publisher"] == ""
    assert sum(len(f"{name}{value}") for name, value in copy.items() if name.startswith("h")) <= 2_000
