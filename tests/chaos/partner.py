"""The load's way onto the bus: a partner with a user of its own, who publishes with confirms and sends again
in doubt.

What it hears comes by its own queues, acknowledged after it was noted, so that no answer is missed.
"""

import asyncio
import json
import random
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aio_pika
from aio_pika.abc import AbstractIncomingMessage
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError

from shared.kernel.bus.access.belongings import answers_queue, heard_queue
from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.bus.rabbit.publisher import RabbitPublisher, message_of
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.topology import ANSWERS, commands_exchange
from tests.chaos.servers import Servers

QUEUES = (heard_queue(SAMPLE_PARTNER), answers_queue(SAMPLE_PARTNER))
_PUBLISH_SECONDS = 15.0
_PAUSE = 0.3
_ASK_AGAIN_AFTER = 20.0
"""Seconds without an answer until the same message is sent again."""
_LATEST_COPY = 3.0
_COPIES = (1,) * 16 + (2, 2, 2, 3)
"""A fifth of the commands comes twice or three times, the copies late and among others' messages."""
_PREFETCH = 200
_BROKEN = (AMQPError, ChannelInvalidStateError, OSError, TimeoutError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Heard:
    """What is kept of an event."""

    id: str
    type: str
    subject: str | None


@dataclass
class Partner:
    """``answered`` counts commands; ``confirmed`` publishes; ``disordered`` events that came before an
    earlier one."""

    servers: Servers
    answered: int = 0
    confirmed: int = 0
    disordered: int = 0
    _publisher: RabbitPublisher | None = None
    _asked: dict[str, tuple[str, asyncio.Future[dict[str, Any]]]] = field(default_factory=dict)
    _heard: dict[tuple[str, str], list[Heard]] = field(default_factory=lambda: defaultdict(list))
    _awaited: dict[tuple[str, str], list[asyncio.Future[Heard]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _named: dict[str, str] = field(default_factory=dict)
    """Command → the event that its answer names."""
    _caused: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Events that came before the answer that may name them."""
    _seen: set[str] = field(default_factory=set)
    _newest: dict[tuple[str, str], int] = field(default_factory=dict)
    _copies: set[asyncio.Task[None]] = field(default_factory=set)

    async def ask(self, envelope: Envelope) -> dict[str, Any]:
        """The event (as JSON) that the answer names, or the refusal; the command is sent with the same id
        until the answer has come."""
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._asked[envelope.id] = (envelope.type, answer)
        self._send_copies(envelope)
        while not answer.done():
            await self._publish(envelope)
            await asyncio.wait({answer}, timeout=_ASK_AGAIN_AFTER)
        self.answered += 1
        return answer.result()

    async def effect(self, type: str, subject: str, number: int = 1) -> Heard:
        """The event of that type about that thing, the ``number``-th one, as soon as it was heard."""
        key = (type, subject)
        while len(self._heard[key]) < number:
            coming: asyncio.Future[Heard] = asyncio.get_running_loop().create_future()
            self._awaited[key].append(coming)
            await coming
        return self._heard[key][number - 1]

    def awaited(self) -> list[str]:
        """What has not come yet, for people."""
        asked = [f"the answer to {type} {id}" for id, (type, _) in self._asked.items()]
        return asked + [f"{type} of {subject}" for (type, subject), coming in self._awaited.items() if coming]

    def _send_copies(self, envelope: Envelope) -> None:
        chance = random.Random(envelope.id)
        for _ in range(chance.choice(_COPIES) - 1):
            task = asyncio.create_task(self._send_late(envelope, chance.uniform(0, _LATEST_COPY)))
            self._copies.add(task)
            task.add_done_callback(self._copies.discard)

    async def _send_late(self, envelope: Envelope, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self._publish(envelope)

    async def copies_are_out(self) -> None:
        """Return when no copy is still to be sent."""
        while self._copies:
            await asyncio.gather(*self._copies)

    async def _publish(self, envelope: Envelope) -> None:
        """Until confirmed."""
        assert self._publisher
        exchange = commands_exchange(envelope.type.split(".", 1)[0])
        while True:
            message = message_of(envelope.sealed(), SAMPLE_PARTNER)
            try:
                await self._publisher.publish(exchange, envelope.type, message)
            except _BROKEN:
                await asyncio.sleep(_PAUSE)
            else:
                self.confirmed += 1
                return

    async def listen(self, queue: str) -> None:
        """Hear what comes to the queue, over any number of connections, until cancelled."""
        while True:
            try:
                await self._listen_once(queue)
            except _BROKEN:
                await asyncio.sleep(_PAUSE)

    async def _listen_once(self, name: str) -> None:
        connection = await aio_pika.connect(self.servers.broker_url(SAMPLE_PARTNER), timeout=5, heartbeat=10)
        async with connection:
            channel = await connection.channel()
            await channel.set_qos(prefetch_count=_PREFETCH)
            queue = await channel.get_queue(name, ensure=False)
            async with queue.iterator() as messages:
                async for message in messages:
                    self._note(message)
                    await message.ack()

    def _note(self, message: AbstractIncomingMessage) -> None:
        event = json.loads(message.body)
        if message.exchange == ANSWERS:
            return self._note_answer(event)
        if event["id"] in self._seen:
            return
        self._seen.add(event["id"])
        heard = Heard(event["id"], event["type"], event.get("subject"))
        if heard.subject:
            self._check_order(event)
            self._heard[heard.type, heard.subject].append(heard)
            for coming in self._awaited.pop((heard.type, heard.subject), ()):
                if not coming.done():
                    coming.set_result(heard)
        self._match(event)

    def _note_answer(self, said: dict[str, Any]) -> None:
        """An answer that comes again says the same."""
        data = said["data"]
        if named := data.get("event"):
            self._named[data["command_id"]] = named["id"]
        else:
            self._end(data["command_id"], said)
        if event := self._caused.pop(self._named.get(data["command_id"], ""), None):
            self._end(data["command_id"], event)

    def _match(self, event: dict[str, Any]) -> None:
        """It is what came of a command whose answer is there, or one that still waits for it."""
        cause = event.get("causationid", "")
        if self._named.get(cause) == event["id"]:
            self._end(cause, event)
        elif cause in self._asked:
            self._caused[event["id"]] = event

    def _end(self, command: str, result: dict[str, Any]) -> None:
        _, answer = self._asked.pop(command, ("", None))
        if answer and not answer.done():
            answer.set_result(result)

    def _check_order(self, event: dict[str, Any]) -> None:
        if (sequence := event.get("sequence")) is not None:
            thing = (event["source"], event["subject"])
            self.disordered += sequence < self._newest.get(thing, 0)
            self._newest[thing] = max(sequence, self._newest.get(thing, 0))


@asynccontextmanager
async def open_partner(servers: Servers) -> AsyncIterator[Partner]:
    """A partner who hears everything from now on."""
    await _empty_queues(servers)
    partner = Partner(servers)
    partner._publisher = RabbitPublisher(servers.broker_url(SAMPLE_PARTNER), "chaos", _PUBLISH_SECONDS)
    await partner._publisher.start()
    listening = [asyncio.create_task(partner.listen(queue), name=queue) for queue in QUEUES]
    try:
        yield partner
    finally:
        for task in (*listening, *partner._copies):
            task.cancel()
        await asyncio.gather(*listening, *partner._copies, return_exceptions=True)
        await partner._publisher.stop()


async def _empty_queues(servers: Servers) -> None:
    connection = await aio_pika.connect(servers.broker_url(SAMPLE_PARTNER))
    async with connection:
        channel = await connection.channel()
        for queue in QUEUES:
            await (await channel.get_queue(queue, ensure=False)).purge()
