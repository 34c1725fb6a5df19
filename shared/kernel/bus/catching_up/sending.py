"""Sends the replays that partners asked for: a page of each in turn, no faster than they are read.

The queue of replays refuses when it is full, and the replay waits; nothing else goes through it. A page is
followed by a pause, so that a service spends a bounded part of its time on the past, whoever asks.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aio_pika
import structlog
from aio_pika.abc import AbstractConnection
from aiormq.abc import AbstractChannel
from aiormq.exceptions import DeliveryError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.catching_up.pages import Page, next_page, note_progress
from shared.kernel.bus.delivery.delivery import PUBLISHER_HEADER, REPLAY_HEADER
from shared.kernel.bus.rabbit.connection import CONNECT_TIMEOUT, TROUBLE, named_url
from shared.kernel.bus.rabbit.publisher import message_of, user_of
from shared.kernel.journal.entry import write_answer
from shared.kernel.journal.tables import JournalTables
from shared.kernel.messages.envelope import Sealed
from shared.kernel.messages.ids import derived_id
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.replays import ReplayEnded
from shared.kernel.messages.topology import REPLAY_FOR, REPLAYS
from shared.kernel.messages.ways import event_key
from shared.kernel.messages.wordless import in_brief
from shared.kernel.store.database import DATABASE_TROUBLE

log = structlog.get_logger(__name__)

PAUSE = 0.2
"""Seconds after each page: 200 events in it are at most 1,000 a second."""
FULL_PAUSE = 5.0
"""Seconds until a queue that took nothing more, or is not there, is tried again."""
_CONFIRM_SECONDS = 20
"""Less than a page is lent for."""


@dataclass(frozen=True, slots=True)
class CatchingUp:
    """One instance's part in the replays of a service. ``poll``: seconds between looks when none is due."""

    service: str
    engine: AsyncEngine
    tables: JournalTables
    registry: Registry
    url: str
    poll: float
    pause: float = PAUSE
    full_pause: float = FULL_PAUSE

    async def run(self) -> None:
        """For ever. There is a connection to the broker only while there is something to send."""
        while True:
            try:
                if page := await next_page(self.engine, self.tables):
                    await self._while_there_are(page)
            except (*TROUBLE, *DATABASE_TROUBLE) as error:
                log.warning("replay_failed", service=self.service, error=in_brief(error))
            await asyncio.sleep(self.poll)

    async def _while_there_are(self, page: Page | None) -> None:
        name = f"{self.service} replays"
        try:
            connection = await aio_pika.connect(named_url(self.url, name), timeout=CONNECT_TIMEOUT)
            async with connection:
                while page:
                    await self._send(connection, page)
                    await asyncio.sleep(self.pause)
                    page = await next_page(self.engine, self.tables)
        except TROUBLE:
            if page:  # Given back: nobody need wait until the loan of it is over.
                await self._note(page, 0, ended=False, stuck=True)
            raise

    async def _send(self, connection: AbstractConnection, page: Page) -> None:
        headers = {REPLAY_HEADER: page.id, PUBLISHER_HEADER: self.service, REPLAY_FOR: page.asker}
        sent = await self._confirmed(connection, [event for _, event in page.events], headers)
        whole = sent == len(page.events)
        ended = whole and page.last and bool(await self._confirmed(connection, [self._end(page)], headers))
        stuck = not whole or (page.last and not ended)
        await self._note(page, sent, ended=ended, stuck=stuck)
        if ended:
            log.info("replay_ended", service=self.service, replay=page.id, events=page.sent + sent)

    async def _note(self, page: Page, sent: int, *, ended: bool, stuck: bool) -> None:
        pause = self.full_pause if stuck else 0.0
        await note_progress(self.engine, self.tables.replays, page, sent, ended=ended, pause=pause)

    async def _confirmed(
        self, connection: AbstractConnection, events: list[Sealed], headers: Mapping[str, Any]
    ) -> int:
        """Publish them in their order; returns how many are confirmed before the first that is not."""
        if not events:
            return 0
        user = user_of(self.url)
        async with connection.channel(publisher_confirms=True, on_return_raises=True) as channel:
            underlay: AbstractChannel = await channel.get_underlay_channel()
            sending = [
                asyncio.ensure_future(_publish(underlay, message_of(event, user, headers), key))
                for event in events
                for key in (event_key(event, self.registry.envelope.tenant_words),)
            ]
            ends = await asyncio.gather(*sending, return_exceptions=True)
        for number, end in enumerate(ends):
            if isinstance(end, DeliveryError):
                return number
            if isinstance(end, BaseException):
                raise end
        return len(events)

    def _end(self, page: Page) -> Sealed:
        said = self.registry.answer_of(self.service, ReplayEnded)(
            command_source=page.command_source,
            command_id=page.command_id,
            command_type=page.command_type,
            replay=page.id,
            events=page.sent + len(page.events),
        )
        id = derived_id("replay ended", self.service, page.id)
        there = {self.registry.envelope.tenant_name: page.tenant}
        now = datetime.now(UTC)
        row = write_answer(said, id, page.asker, self.service, now, page.correlation, there)
        return Sealed(row.id, row.type, row.time, row.correlation, page.tenant, row.body.encode())


async def _publish(channel: AbstractChannel, message: aio_pika.Message, key: str) -> None:
    # Straight to the channel, whose lock is fair: they leave in the order in which these tasks are made.
    await channel.basic_publish(
        message.body,
        exchange=REPLAYS,
        routing_key=key,
        properties=message.properties,
        mandatory=True,
        timeout=_CONFIRM_SECONDS,
    )
