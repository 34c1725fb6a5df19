"""News for open pages: one stream a page, which says that a thing has changed and nothing of what it says."""

import asyncio
from collections.abc import AsyncIterator

from sqlalchemy.exc import DBAPIError
from starlette.responses import Response, StreamingResponse

from services.desk.domain.may_see import Sight
from services.desk.domain.person import Person
from services.desk.pages.guard import Visit
from services.desk.pages.rendering import HEADERS
from services.desk.storage import reading
from services.desk.storage.reading import Kept
from services.desk.views.thing import said_to
from shared.kernel.service.service import AtWork

_LOOK = 0.3
"""Seconds between two looks: one for all open pages of the process."""
_LATE = 1000
"""A change whose number was drawn so many before another's may still come after it."""
_AT_ONCE = 500
"""Changes of one look."""
_HEARTBEAT = 15.0
_LONGEST = 300.0
"""Seconds until a page has to ask anew, and is asked again who it is."""
_WAITING = 100
"""News that a reader may leave untaken."""
News = asyncio.Queue[Kept]


class Feed:
    """Looks for news as long as a page is open, and hands it to all of them."""

    def __init__(self, running: AtWork) -> None:
        self._running = running
        self._readers: set[News] = set()
        self._looking: asyncio.Task[None] | None = None

    async def stream(self, visit: Visit) -> Response:
        """``/live``: ``kind/id`` of what has changed and this person may read."""
        headers = {**HEADERS, "x-accel-buffering": "no"}
        return StreamingResponse(self._read(visit.person), media_type="text/event-stream", headers=headers)

    async def _read(self, person: Person) -> AsyncIterator[bytes]:
        news: News = asyncio.Queue(_WAITING)
        loop = asyncio.get_running_loop()
        ends = loop.time() + _LONGEST
        self._join(news)
        try:
            yield b"retry: 2000\n\n"
            while (left := ends - loop.time()) > 0:
                try:
                    async with asyncio.timeout(min(_HEARTBEAT, left)):
                        kept = await news.get()
                except TimeoutError:
                    yield b": still here\n\n"
                    continue
                if said_to(person, kept)[0] is not Sight.NOTHING:
                    yield f"data: {kept.kind}/{kept.id}\n\n".encode()
        finally:
            self._leave(news)

    def _join(self, news: News) -> None:
        self._readers.add(news)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="desk-news")

    def _leave(self, news: News) -> None:
        self._readers.discard(news)
        if not self._readers and self._looking:
            self._looking.cancel()
            self._looking = None

    async def _look(self) -> None:
        known: set[int] | None = None
        while True:
            moved: list[Kept] = []
            try:
                async with self._running.web.connect() as connection:
                    newest = max(known) if known else await reading.last_move(connection)
                    there = await reading.moves_after(connection, newest - _LATE)
                    fresh = sorted(there - known)[:_AT_ONCE] if known is not None else []
                    moved = await reading.moved(connection, fresh) if fresh else []
                known = there if known is None else (known & there) | set(fresh)
            except (DBAPIError, OSError, TimeoutError):
                pass
            for kept in moved:
                for reader in tuple(self._readers):
                    if not reader.full():
                        reader.put_nowait(kept)
            await asyncio.sleep(_LOOK)
