"""What pages have in common: what is asked for, which township, and what is said when there is no answer."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from services.console.pages.cookies import held_by
from services.console.pages.rendering import HEADERS, render
from services.console.storage.tables import LANDINGS
from shared.kernel.messages.text import clean
from shared.kernel.service.http.landing import SHOWN, Landing
from shared.kernel.service.service import AtWork

Page = Callable[[Request], Awaitable[Response]]
Reading = Callable[[], AbstractAsyncContextManager[tuple[AsyncConnection, datetime]]]
"""A connection, and the time by the service's clock."""
_LONGEST_ASKED = 200
"""Characters: longer than any id or code."""


def reading_of(running: AtWork) -> Reading:
    """Over the sessions for HTTP."""

    @asynccontextmanager
    async def reading() -> AsyncIterator[tuple[AsyncConnection, datetime]]:
        async with running.web.connect() as connection:
            yield connection, await running.clock.now(connection)

    return reading


def asked(given: str) -> str:
    """What somebody asks for, as it may stand on a page and in a statement."""
    return clean(given[:_LONGEST_ASKED], lines=False)


def shown_by_get(running: AtWork) -> Callable[[Page], Page]:
    """Around the pages of forms: what answers one is shown by GET, to the browser that sent it."""
    landing = Landing(running.web, LANDINGS)

    def around(page: Page) -> Page:
        async def shown(request: Request) -> Response:
            holds = held_by(request)
            if holds and SHOWN in request.query_params:
                async with running.web.connect() as connection:
                    if found := await landing.again(connection, request, holds):
                        return found
            return await landing.after(request, await page(request), holds)

        return while_recovering(shown)

    return around


def township_of(request: Request) -> str | None:
    """The township that the address names."""
    return asked(request.query_params.get("township", "")) or None


def address_of(request: Request) -> str:
    """The network address of who asks."""
    return request.client.host if request.client else ""


def choice(request: Request, counties: Mapping[str, Mapping[str, str]]) -> Response:
    """Which townships there are: nobody is shown one of several without having named it, or one that there is
    not (404)."""
    status = 404 if township_of(request) else 200
    if request.url.path.endswith(".json"):
        return JSONResponse({"reason": "which_township", "counties": counties}, status, HEADERS)
    return render(request, "townships.html", status, counties=counties, township="")


def not_found(request: Request, code: str | None = None) -> Response:
    """There is no such thing; ``code``: the trace code that was asked for."""
    if request.url.path.endswith(".json"):
        return JSONResponse({"reason": "not_found"}, 404, HEADERS)
    township = township_of(request) or ""
    return render(request, "not_found.html", 404, code=code, township=township, township_name="")


def while_recovering(page: Page) -> Page:
    """Say so while the database cannot be asked, instead of failing."""

    async def safe(request: Request) -> Response:
        try:
            return await page(request)
        except (DBAPIError, OSError, TimeoutError):
            return render(request, "unavailable.html", 503, township="")

    return safe
