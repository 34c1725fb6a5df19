"""What every page of accounts does first: is the form ours, has somebody signed in, is the database there."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from services.identity.accounts import codes, factors, security_keys, sessions, signing_in
from services.identity.accounts.hashing import AT_ONCE
from services.identity.accounts.log import OWN
from services.identity.accounts.log import read as read_log
from services.identity.accounts.sessions import SignedIn
from services.identity.pages.asking import ACCOUNT, Asking, read
from services.identity.sealing import Unsealable
from shared.kernel.service.http.landing import Landing
from shared.kernel.service.service import AtWork

_SHOWN = 20
"""Rows of the log."""
CONFIRM, AFTER = "/account/confirm", ("/account/factor", "/account/key")
"""Where the password is said again, and the pages to which one returns then; else to their list."""
Answer = Callable[[Asking, AsyncConnection], Awaitable[Response]]
OfSomebody = Callable[[Asking, AsyncConnection, SignedIn], Awaitable[Response]]
Page = Callable[[Request], Awaitable[Response]]


def to_confirm(path: str) -> str:
    """Where the password is said again, for that page."""
    return f"{CONFIRM}?to={path}" if path in AFTER else CONFIRM


@dataclass(frozen=True)
class Frame:
    """Around the answers of the pages."""

    running: AtWork
    landing: Landing
    _proving: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def page(self, answer: Answer, *, proves_password: bool = False, lands: str = "") -> Page:
        """A route's answer; to a form it is shown by GET. ``proves_password``: a form of it costs a hash, and
        no more of them wait with a connection than are hashed at once. ``lands``: where the answer is shown,
        if the form's own address has no page."""

        async def landed(request: Request) -> Response:
            try:
                asking = await read(request, self.running.settings)
            except ValueError:
                return PlainTextResponse("400", 400)
            return await self.landing.after(request, await answered(asking), asking.holds(lands), lands)

        async def answered(asking: Asking) -> Response:
            private = asking.request.url.path.startswith(ACCOUNT)
            if not asking.only_looks and not asking.proves_itself:
                return asking.page("sign_in.html", 403, problem="form")
            try:
                async with AsyncExitStack() as stack:
                    if proves_password and not asking.only_looks:
                        await stack.enter_async_context(self._proving)
                    connection = await stack.enter_async_context(self.running.web.begin())
                    shown = None if private else await self._again(asking, connection)
                    return shown or await answer(asking, connection)
            except (DBAPIError, OSError, TimeoutError, Unsealable):
                return asking.page("unavailable.html", 503)

        return landed

    async def _again(self, asking: Asking, connection: AsyncConnection) -> Response | None:
        return await self.landing.again(connection, asking.request, asking.holds())

    def signed_in(self, answer: OfSomebody, *, proved: bool = False) -> Answer:
        """For those who have signed in whole, the second factor included. ``proved``: and have said their
        password again for this."""

        async def checked(asking: Asking, connection: AsyncConnection) -> Response:
            found = await sessions.session_of(connection, asking.session, self.running.settings)
            if found is None:
                return asking.signed_in("/sign-in", "")
            if found.waits_for_factor:
                return asking.to("/second-step")
            if shown := await self._again(asking, connection):
                return shown
            if proved and not found.has_proved:
                return asking.to(to_confirm(asking.request.url.path))
            return await answer(asking, connection, found)

        return checked

    async def account(
        self,
        asking: Asking,
        connection: AsyncConnection,
        found: SignedIn,
        status: int = 200,
        **said: Any,
    ) -> Response:
        """The page of somebody's account; ``said``: what has just become of it."""
        known, settings = (found.tenant, found.person_id), self.running.settings
        values = {"problems": (), "codes": (), **said}
        return asking.page(
            "account.html",
            status,
            account=found,
            due=signing_in.is_due(found, settings),
            has_app=await codes.has_app(connection, *known),
            keys=await security_keys.of_person(connection, *known),
            codes_left=await factors.codes_left(connection, *known),
            sessions=await sessions.of_person(connection, *known, settings),
            own=OWN,
            log=await read_log(connection, *known, _SHOWN),
            **values,
        )
