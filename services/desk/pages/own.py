"""What people keep for themselves: named filters of lists, and their calendar with its secret address."""

from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services.desk.identity import Away, Identity
from services.desk.pages.guard import Visit
from services.desk.pages.home import KINDS
from services.desk.pages.rendering import HEADERS, elsewhere, locale_of
from services.desk.storage import own, reading
from services.desk.storage.own import AT_MOST, SavedFilter
from services.desk.storage.reading import SEARCHED, Kept
from services.desk.views import calendar as views
from services.desk.views.words import moment
from shared.kernel.messages.text import clean
from shared.kernel.service.service import AtWork
from shared.kernel.store.session import session_of
from shared.language.behaviour import Law
from shared.language.calendar import local_day

_NAMED = ("words", "state", "department", "due")
_LONGEST_NAME, _LONGEST = 40, 200
"""Characters."""


class Filters:
    """``/filters``: kept, and removed, from the page of the list."""

    def __init__(self, running: AtWork) -> None:
        self._running = running

    async def save(self, visit: Visit) -> Response:
        """Keep what the list shows now under a name."""
        form = await visit.sent()
        if form is None or str(form.get("path", "")) not in KINDS:
            return visit.page("error.html", 403, reason="form")
        given = {one: clean(str(form.get(one, ""))[:_LONGEST], lines=False) for one in _NAMED}
        query = urlencode({one: said for one, said in given.items() if said})
        name = clean(str(form.get("name", ""))[:_LONGEST_NAME], lines=False)
        saved = SavedFilter(name, str(form["path"]), query)
        await visit.waits()
        async with self._running.web.begin() as connection:
            kept = not name or await own.save_filter(connection, *visit.person.named, saved)
        return elsewhere(saved.href if kept else f"{saved.href}&full={AT_MOST}")

    async def remove(self, visit: Visit) -> Response:
        """Keep it no longer."""
        form = await visit.sent()
        if form is None:
            return visit.page("error.html", 403, reason="form")
        await visit.waits()
        async with self._running.web.begin() as connection:
            await own.remove_filter(connection, *visit.person.named, str(form.get("name", "")))
        path = str(form.get("path", ""))
        return elsewhere(f"/{path}" if path in KINDS else "/")


class Calendars:
    """``/calendar``: for who has signed in, and at its secret address for their calendar's program."""

    def __init__(self, running: AtWork, identity: Identity) -> None:
        self._running, self._identity = running, identity

    async def show(self, visit: Visit) -> Response:
        """What there is: a file to save, and an address."""
        since = await own.link_since(visit.connection, *visit.person.named)
        return self._page(visit, moment(since, visit.locale) if since else "")

    async def file(self, visit: Visit) -> Response:
        """Their calendar as a file."""
        all = await _dates(visit.connection, visit.person.township)
        reader = views.Reader(visit.person.id, visit.locale, self._desk(visit.request))
        return _calendar(views.calendar(all, reader, local_day(visit.now), visit.law.names))

    async def renew(self, visit: Visit) -> Response:
        """A new address, which is shown once; the one before it is worth nothing."""
        if await visit.sent() is None:
            return visit.page("error.html", 403, reason="form")
        await visit.waits()
        async with self._running.web.begin() as connection:
            secret = await own.new_link(connection, *visit.person.named)
            since = await own.link_since(connection, *visit.person.named)
        address = f"{self._desk(visit.request)}/calendar/address/{secret}.ics"
        return self._page(visit, moment(since, visit.locale) if since else "", address)

    async def end(self, visit: Visit) -> Response:
        """No address any more."""
        if await visit.sent() is None:
            return visit.page("error.html", 403, reason="form")
        await visit.waits()
        async with self._running.web.begin() as connection:
            await own.end_link(connection, *visit.person.named)
        return elsewhere("/calendar")

    async def feed(self, request: Request) -> Response:
        """``/calendar/address/….ics``: whoever has the address reads it. Nobody is told why one opens none:
        it was renewed, or its person holds no post today, or is suspended."""
        secret = request.path_params["secret"][:_LONGEST]
        async with self._running.web.connect() as connection:
            whose = await own.whose_link(connection, secret)
        try:
            if whose is None or not await self._identity.stands(*whose):
                return _gone()
        except Away:
            return PlainTextResponse("503", 503, {**HEADERS, "retry-after": "60"})
        township, person = whose
        async with self._running.web.connect() as connection:
            law = await self._running.laws.now(await session_of(connection), township)
            now = await self._running.clock.now(connection)
            if not isinstance(law, Law) or not law.at(now).directory.posts.get(person):
                return _gone()
            all = await _dates(connection, township)
        reader = views.Reader(person, locale_of(request), self._desk(request))
        return _calendar(views.calendar(all, reader, local_day(now), law.names))

    def _desk(self, request: Request) -> str:
        """Where the desk is for people: as operators say, else as they have found it."""
        seen = f"{request.url.scheme}://{request.url.netloc}"
        return (self._running.settings.desk_url or seen).rstrip("/")

    def _page(self, visit: Visit, since: str, address: str = "") -> Response:
        return visit.page("calendar.html", since=since, address=address)


async def _dates(connection: AsyncConnection, township: str) -> list[Kept]:
    found = [await reading.things(connection, township, kind, limit=SEARCHED) for kind in views.KINDS]
    return [one for all in found for one in all]


def _calendar(content: bytes) -> Response:
    headers = {**HEADERS, "content-disposition": 'attachment; filename="youyue.ics"'}
    return Response(content, 200, headers, "text/calendar")


def _gone() -> Response:
    return PlainTextResponse("404", 404, HEADERS)
