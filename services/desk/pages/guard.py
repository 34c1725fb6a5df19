"""Before every page: who asks, in which post, and whether they really meant to send this form."""

import asyncio
import hmac
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qsl, quote

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request
from starlette.responses import Response

from services.desk.domain.person import Person, Post
from services.desk.identity import Away, Identity, Session
from services.desk.pages.rendering import elsewhere, locale_of, render
from services.desk.storage.reading import newest_moment
from services.desk.storage.tables import LANDINGS
from shared.kernel.service.http.landing import SHOWN, Landing
from shared.kernel.service.service import AtWork
from shared.kernel.store.session import session_of
from shared.language.behaviour import Law
from shared.language.calendar import local_day
from shared.language.turns import IN_CHARGE, in_charge

SESSION, POST, LARGER = "__Host-youyue-session", "__Host-youyue-post", "__Host-youyue-larger"
TOKEN = "_form"
"""The input of every form by which it is known to be ours."""
_KNOWN_FOR = 1.0
"""Seconds for which a session that identity knew is not asked about again."""
_MOST_FIELDS = 2000
_LONGEST = 200
"""Characters of what a browser may hold of a session."""
Sent = ImmutableMultiDict[str, str]


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of somebody who has signed in. ``now`` is the time of the township, aware."""

    request: Request
    session: str
    person: Person
    law: Law
    now: datetime
    connection: AsyncConnection
    """Given back before the answer is sent."""
    account: str
    """The address of the page of their account."""
    reading: Callable[[], AbstractAsyncContextManager[AsyncConnection]]

    @property
    def token(self) -> str:
        """What every form of theirs carries."""
        return blake2b(self.session.encode(), key=b"youyue desk form", digest_size=16).hexdigest()

    @property
    def locale(self) -> str:
        """In which language they read."""
        return locale_of(self.request)

    def page(self, template: str, status: int = 200, **values: Any) -> Response:
        """A page with what stands on each."""
        name = self.law.names.township or self.person.township
        larger = self.request.cookies.get(LARGER) == "1"
        common = {"visit": self, "person": self.person, "township_name": name, "larger": larger}
        return render(template, self.locale, status, **common, **values)

    def is_ours(self, form: Sent) -> bool:
        """Whether the form was made for this very session."""
        return hmac.compare_digest(str(form.get(TOKEN, "")).encode(), self.token.encode())

    async def sent(self) -> Sent | None:
        """The form that was sent; None: it is not one of ours."""
        form = await sent_form(self.request)
        return form if self.is_ours(form) else None

    async def waits(self) -> None:
        """Give the database session back: whoever waits for somebody else's answer holds none, or those who
        wait would have them all and each would wait for one more."""
        await self.connection.close()

    @asynccontextmanager
    async def anew(self) -> AsyncIterator["Visit"]:
        """The visit once more, after it gave back what it read from."""
        async with self.reading() as connection:
            yield replace(self, connection=connection)


Page = Callable[[Visit], Awaitable[Response]]


class TooMuch(ValueError):
    """A form with more fields than any of ours has."""


async def sent_form(request: Request) -> Sent:
    """The form that was sent, whoever made it. Raises TooMuch."""
    said = (await request.body()).decode("utf-8", "replace")
    try:
        pairs = parse_qsl(said, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise TooMuch from None
    # Browsers send line ends as two characters, and count them as one; no database holds U+0000.
    return ImmutableMultiDict(
        [(name, value.replace("\r\n", "\n").replace("\0", "")) for name, value in pairs]
    )


def number(asked: str, most: int = 100_000) -> int:
    """A number that stands in an address or a form, at most ``most``; 0 for what is none."""
    return min(int(asked[:9]), most) if asked.isascii() and asked.isdigit() else 0


class Guard:
    """Lets those in who have signed in."""

    def __init__(self, running: AtWork, identity: Identity) -> None:
        self._running, self._identity = running, identity
        self._landing = Landing(running.web, LANDINGS)
        self._known: dict[str, tuple[float, Session | None]] = {}

    def __call__(self, page: Page, lands: str = "") -> Callable[[Request], Awaitable[Response]]:
        """The page for those alone, and with a connection to read from. What answers a form is shown by GET;
        ``lands``: at that address, where the form's own has no page."""

        async def guarded(request: Request) -> Response:
            token = request.cookies.get(SESSION, "")
            token = token if len(token) <= _LONGEST else ""
            holds = f"nobody {token}" if token else ""
            try:
                if shown := await self._written_by_nobody(request, holds):
                    return shown
                session = await self._session(token) if token else None
                if session is None:
                    answer = await self._signed_out(request)
                else:
                    holds, answer = token, await self._signed_in(request, token, session, page)
            except TooMuch:
                answer = _stopped(request, 400, "too_much")
            except (Away, DBAPIError, OSError, TimeoutError):
                answer = _stopped(request, 503, "away", **await _kept(request))
            return await self._landing.after(request, answer, holds, lands)

        return guarded

    async def _signed_in(self, request: Request, token: str, session: Session, page: Page) -> Response:
        """The page, or what their form was answered."""
        async with self._reading() as connection:
            visit = await self._visit(request, token, session, connection)
            if visit is None:
                return _stopped(request, 403, "forbidden")
            return await self._landing.again(connection, request, token) or await page(visit)

    async def _written_by_nobody(self, request: Request, holds: str) -> Response | None:
        """What a form was answered while nobody could say whose it is: it has what this browser wrote alone,
        and is shown while that is so still."""
        if not holds or SHOWN not in request.query_params:
            return None
        async with self._reading() as connection:
            return await self._landing.again(connection, request, holds)

    async def _signed_out(self, request: Request) -> Response:
        """To identity's page; who has filled in a form keeps it, and sends it again after signing in."""
        url = request.url
        next = f"{url.path}?{url.query}" if url.query else url.path
        place = f"{self._identity.pages}/sign-in?next={quote(next, safe='')}"
        if request.method != "POST":
            return elsewhere(place)
        return _stopped(request, 401, "signed_out", place=place, **await _kept(request))

    async def _session(self, token: str) -> Session | None:
        """Whose it is, as identity has said within the last second."""
        now = asyncio.get_running_loop().time()
        known = self._known.get(token)
        if known and now - known[0] < _KNOWN_FOR:
            return known[1]
        found = await self._identity.session(token)
        self._known = {key: one for key, one in self._known.items() if now - one[0] < _KNOWN_FOR}
        self._known[token] = (now, found)
        return found

    @asynccontextmanager
    async def _reading(self) -> AsyncIterator[AsyncConnection]:
        async with self._running.web.connect() as connection:
            yield connection

    async def _visit(
        self, request: Request, token: str, session: Session, connection: AsyncConnection
    ) -> Visit | None:
        """None: they hold no post today, or nobody knows the township."""
        law = await self._running.laws.now(await session_of(connection), session.township)
        if not isinstance(law, Law) or not session.posts:
            return None
        clock, newest = (
            await self._running.clock.now(connection),
            await newest_moment(connection, session.township),
        )
        now = max(clock, newest) if newest else clock
        chosen = request.cookies.get(POST, "")
        post = next((one for one in session.posts if one.key == chosen), session.posts[0])
        person, account = _person(session, post, law, now), f"{self._identity.pages}/account"
        return Visit(request, token, person, law, now, connection, account, self._reading)


def _stopped(request: Request, status: int, reason: str, **more: Any) -> Response:
    """What is said to somebody of whom nothing is known."""
    return render("error.html", locale_of(request), status, reason=reason, person=None, **more)


async def _kept(request: Request) -> dict[str, Any]:
    """What was written, to be sent again as it is: it comes back without the token of its session, so that
    its form is shown before anything is done."""
    if not request.url.path.startswith("/do/") or request.method != "POST":
        return {}
    address = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
    form = await sent_form(request)
    return {"again": address, "kept": [(name, value) for name, value in form.multi_items() if name != TOKEN]}


def _person(session: Session, post: Post, law: Law, now: datetime) -> Person:
    directory = law.on(local_day(now)).directory
    # Those that are no more among them: what they have left is in somebody's charge, too.
    codes = {one.code for one in law.township.lists.departments} if post.role in IN_CHARGE else set()
    above = frozenset(code for code in codes if in_charge(code, directory) == session.person)
    return Person(session.person, session.name, session.township, post, session.posts, above)
