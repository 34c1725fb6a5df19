"""One batch of the relay on its way to the broker: things side by side, each thing's events in order.

What goes wrong is told apart, since it asks for different things:

- a queue refuses one event (``EventRefused``): that event waits, nobody else;
- the broker closes the channel over one of many (``ChannelBroken``): all that were under way are suspects,
  and are sent once more, one at a time on a channel of its own, so that the one shows itself;
- the broker confirms others and not this one: it is left on its way, and the batch ends without it;
- anything else, or nothing at all is confirmed: the broker is away. All stays as it is.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from shared.kernel.journal.landed import Landed
from shared.kernel.journal.unsent import Unsent
from shared.kernel.messages.envelope import Sealed
from shared.kernel.messages.errors import ChannelBroken, EventRefused

LANE_SECONDS = 0.01
"""So long those that are sent one at a time may keep the batch from ending; one is always tried."""

JOIN_SECONDS = 0.1
"""So long events that are committed meanwhile may still join a batch; its own are marked when it ends."""

Chain = tuple[str, str | int]
More = Callable[[], Awaitable[Sequence[Unsent]]]


class Publisher(Protocol):
    """Publishes a service's own events."""

    async def send_event(self, event: Sealed, *, alone: bool = False) -> None:
        """Return once the message is confirmed. The relay sets the time that it may take.

        ``alone``: where it disturbs no other. Raises EventRefused, ChannelBroken, or whatever it likes when
        the broker is away.
        """
        ...


@dataclass(eq=False)
class _Way:
    """Rows that one task sends, one after the other; more may be added while it does."""

    wave: int
    rows: list[Unsent]
    task: "asyncio.Task[None]" = field(init=False)
    under_way: Unsent = field(init=False)
    """The row whose confirm is awaited; before the task runs, the first."""
    stopped: bool = False
    """Something was not confirmed: what follows of the thing is not sent."""
    left: bool = False
    """The batch has ended without it."""

    def __post_init__(self) -> None:
        self.under_way = self.rows[0]


class Flight:
    """Create one for a batch, ``fly`` once, and read what became of whom; who is in no list stays as it
    was."""

    def __init__(self, publisher: Publisher, landed: Landed, patience: float) -> None:
        self._publisher, self._landed, self._patience = publisher, landed, patience
        self.confirmed: list[int] = []
        self.refused: list[tuple[Unsent, Exception]] = []
        self.suspected: list[Unsent] = []
        self.left: list[Unsent] = []
        """On their way still: ``landed`` will hear what became of them."""
        self.behind: list[int] = []
        """Rows that must wait for earlier ones of their thing."""
        self.trouble: Exception | None = None
        """Why the broker seems to be away."""
        self.cut = False
        """There was no time for all that have waited."""
        self._ways: list[_Way] = []
        self._latest: dict[Chain, _Way] = {}
        self._answers, self._wave, self._proven = 0, 0, -1
        self._asking = asyncio.Lock()
        """One query at a time, and none that is cut off: they share the batch's transaction."""

    async def fly(self, rows: Sequence[Unsent], more: More, limit: float, committed: asyncio.Event) -> None:
        """Send ``rows``, those that have waited one at a time.

        ``more`` are asked for when there are some (``committed``), so that they need not wait for the slowest
        of these; and when the broker is silent: their confirms show that it is there, and that the silence
        means the others. Raises TimeoutError after ``limit`` seconds in which that did not show.
        """
        joining = asyncio.create_task(self._let_join(more, committed))
        try:
            async with asyncio.timeout(limit):
                self._begin([row for row in rows if not row.again])
                if lane := sorted((row for row in rows if row.again), key=lambda row: row.position):
                    way = _Way(self._wave, lane)
                    self._start(way, self._one_at_a_time(way))
                while waiting := self._under_way() or await self._last(joining):
                    known = self._answers
                    await asyncio.wait([way.task for way in waiting], timeout=self._patience)
                    if self._answers == known and self._under_way():
                        await self._break_the_silence(more, limit)
        finally:
            given_up = [way.task for way in await self._last(joining)]
            for task in given_up:
                task.cancel()
            await asyncio.gather(joining, *given_up, return_exceptions=True)

    async def _last(self, joining: "asyncio.Task[None]") -> list[_Way]:
        """Those that joined at the last moment; nobody does from now on."""
        async with self._asking:
            joining.cancel()
        return self._under_way()

    async def _let_join(self, more: More, committed: asyncio.Event) -> None:
        end = asyncio.get_running_loop().time() + JOIN_SECONDS
        while asyncio.get_running_loop().time() < end:
            await committed.wait()
            committed.clear()
            await self._begin_with(more)

    async def _begin_with(self, more: More) -> None:
        async with self._asking:
            self._begin(await more())

    async def _break_the_silence(self, more: More, limit: float) -> None:
        for way in self._under_way():
            if way.wave <= self._proven:
                way.left = way.stopped = True
                self.left.append(way.under_way)
                self._landed.expect(way.task, limit)
        if self._under_way():
            self._wave += 1
            await self._begin_with(more)

    def _begin(self, rows: Sequence[Unsent]) -> None:
        for row in rows:
            way = self._latest.get(row.chain)
            if row.behind:
                self.behind.append(row.position)
            elif way is None or (way.task.done() and not way.stopped):
                way = self._latest[row.chain] = _Way(self._wave, [row])
                self._start(way, self._in_order(way))
            elif not way.stopped:
                way.rows.append(row)

    def _start(self, way: _Way, sending: Coroutine[None, None, None]) -> None:
        way.task = asyncio.create_task(sending)
        self._ways.append(way)

    def _under_way(self) -> list[_Way]:
        return [way for way in self._ways if not way.left and not way.task.done()]

    async def _in_order(self, way: _Way) -> None:
        for row in way.rows:
            if not await self._confirmed(way, row, alone=False) or way.stopped:
                way.stopped = True
                return

    async def _one_at_a_time(self, way: _Way) -> None:
        now = asyncio.get_running_loop().time
        end, stopped = now() + LANE_SECONDS, set[Chain]()
        for row in way.rows:
            if row.chain in stopped:
                continue
            if not await self._confirmed(way, row, alone=True):
                stopped.add(row.chain)
            self.cut = now() > end
            if way.stopped or self.trouble or self.cut:
                return

    async def _confirmed(self, way: _Way, row: Unsent, *, alone: bool) -> bool:
        way.under_way = row
        try:
            await self._publisher.send_event(row.event, alone=alone)
        except EventRefused as error:
            if not way.left:
                self._answer(way)
                self.refused.append((row, error))
        except ChannelBroken as error:
            if way.left:
                self._landed.lose(row.position)
            elif alone:
                self._answer(way)
                self.refused.append((row, error))
            else:
                self.suspected.append(row)
        except Exception as error:  # whatever it is, only this thing's later events wait for the next pass
            if way.left:
                self._landed.lose(row.position)
            self.trouble = error
        else:
            if way.left:
                self._landed.confirm(row.position)
            else:
                self._answer(way)
                self.confirmed.append(row.position)
            return True
        return False

    def _answer(self, way: _Way) -> None:
        self._answers += 1
        self._proven = max(self._proven, way.wave)
