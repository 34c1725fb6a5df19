"""Acknowledgements: all that is done in one turn of the event loop is told to the broker in one write.

A write for each costs a twentieth of a message. Nobody waits for it: what the broker does not hear of comes
again, and is known.
"""

import asyncio

from aio_pika.abc import AbstractIncomingMessage
from aio_pika.exceptions import ChannelInvalidStateError
from aiormq.abc import ChannelFrame
from aiormq.channel import Channel
from pamqp.commands import Basic


class Acknowledging:
    """What one service has done and not told yet, by channel."""

    def __init__(self) -> None:
        self._done: dict[Channel, list[int]] = {}
        self._telling: set[asyncio.Task[None]] = set()

    def done(self, message: AbstractIncomingMessage) -> None:
        """All that follows from the message is safe. Of a channel that is gone nothing can be told."""
        try:
            channel = message.channel
        except ChannelInvalidStateError:
            return
        assert isinstance(channel, Channel)
        assert message.delivery_tag is not None
        if not self._done:
            telling = asyncio.create_task(self._tell())
            self._telling.add(telling)
            telling.add_done_callback(self._telling.discard)
        self._done.setdefault(channel, []).append(message.delivery_tag)

    async def _tell(self) -> None:
        done, self._done = self._done, {}
        for channel, tags in done.items():
            if not channel.is_closed:
                acks = [Basic.Ack(delivery_tag=tag) for tag in tags]
                await channel.write_queue.put(ChannelFrame.marshall(channel.number, acks))
