"""The pages and their JSON twins."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from math import ceil
from typing import Any
from urllib.parse import quote

from pydantic_core import to_jsonable_python
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services.console import meetings, queries
from services.console.laws import law_by, names_by
from services.console.pages.rendering import HEADERS, HERE, render
from services.console.storage.reading import townships_by_county
from services.console.views.meeting import MeetingView
from services.console.views.trace import Trace
from shared.kernel.messages.text import clean
from shared.kernel.service.http.guesses import Guesses
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.service import AtWork
from shared.language.words import bilingual

Page = Callable[[Request], Awaitable[Response]]

DATA = Limits(asks=("township",))
PAGES = Limits(asks=None)
LIGHT = Limits(at_once=100, asks=None)
"""Whoever passes a page's address on may hang something to it (WeChat does)."""
_THINGS_SHOWN = 10
"""Per stage, on the page; the rest are counted."""
_LONGEST_ASKED = 200
"""Characters: longer than any id or code."""


def page_groups(running: AtWork) -> list[RouteGroup]:
    """The routes over the console's own database."""

    @asynccontextmanager
    async def reading() -> AsyncIterator[tuple[AsyncConnection, datetime]]:
        """A connection, and the time by the service's clock."""
        async with running.web.connect() as connection:
            yield connection, await running.clock.now(connection)

    names_of, law_of = names_by(running.laws), law_by(running.laws)

    async def loop(request: Request) -> Response:
        async with reading() as (connection, now):
            view = await queries.loop(connection, _township(request), now, names_of)
            counties = await townships_by_county(connection)
            held = await meetings.latest(connection, view.township) if view else []
        if view is None:
            return _choice(request, counties)
        if request.url.path.endswith(".json"):
            return JSONResponse(to_jsonable_python(view), headers=HEADERS)
        return render(
            request,
            "loop.html",
            loop_view=view,
            township=view.township,
            township_name=view.township_name,
            shown=_THINGS_SHOWN,
            meetings=held,
        )

    async def waiting(request: Request) -> Response:
        async with reading() as (connection, now):
            view = await queries.waiting(connection, _township(request), now, law_of)
            counties = await townships_by_county(connection) if view is None else {}
        if view is None:
            return _choice(request, counties)
        if request.url.path.endswith(".json"):
            return JSONResponse(to_jsonable_python(view), headers=HEADERS)
        return render(
            request, "waiting.html", waiting=view, township=view.township, township_name=view.township_name
        )

    async def by_form(request: Request) -> Response:
        code, township = _asked(request.query_params.get("code", "")), _township(request)
        where = f"?township={quote(township, safe='')}" if township else ""
        return RedirectResponse(f"/t/{quote(code, safe='')}{where}" if code else f"/{where}", 303, HEADERS)

    guesses = Guesses()

    async def trace(request: Request) -> Response:
        code, asks = _asked(request.path_params["code"]), request.client.host if request.client else ""
        if wait := guesses.wait(asks):
            return _wait(request, ceil(wait))
        async with reading() as (connection, now):
            found = await queries.trace(connection, _township(request), code, now, names_of)
        if found is None:
            guesses.was_wrong(asks, queries.normal_code(code))
        return _shown(request, found, code)

    async def item(request: Request) -> Response:
        async with reading() as (connection, now):
            id = _asked(request.path_params["id"])
            found = await queries.trace_item(connection, _township(request), id, now, names_of)
        return _shown(request, found, None)

    async def meeting(request: Request) -> Response:
        async with reading() as (connection, _):
            id = _asked(request.path_params["id"])
            found = await meetings.meeting(connection, _township(request), id, names_of)
        return _shown(request, found, None, "meeting")

    data = [
        Route("/loop.json", _while_recovering(loop)),
        Route("/waiting.json", _while_recovering(waiting)),
        Route("/t/{code}.json", _while_recovering(trace)),
        Route("/items/{id}.json", _while_recovering(item)),
        Route("/meetings/{id}.json", _while_recovering(meeting)),
    ]
    pages = [
        Route("/", _while_recovering(loop)),
        Route("/waiting", _while_recovering(waiting)),
        Route("/t/{code}", _while_recovering(trace)),
        Route("/items/{id}", _while_recovering(item)),
        Route("/meetings/{id}", _while_recovering(meeting)),
    ]
    # They ask no database, and a page that says what is wrong has to look like one.
    light = [
        Route("/t", by_form),
        Mount("/static", StaticFiles(directory=HERE / "static")),
        Route("/{path:path}", _nothing_here),
    ]
    return [RouteGroup(data, DATA), RouteGroup(pages, PAGES), RouteGroup(light, LIGHT)]


def _asked(given: str) -> str:
    """What somebody asks for, as it may stand on a page and in a statement."""
    return clean(given[:_LONGEST_ASKED], lines=False)


def _township(request: Request) -> str | None:
    return _asked(request.query_params.get("township", "")) or None


def _choice(request: Request, counties: Mapping[str, Mapping[str, str]]) -> Response:
    """Which townships there are: nobody is shown one of several without having named it, or one that there is
    not (404)."""
    status = 404 if _township(request) else 200
    if request.url.path.endswith(".json"):
        return JSONResponse({"reason": "which_township", "counties": counties}, status, HEADERS)
    return render(request, "townships.html", status, counties=counties, township="")


def _shown(
    request: Request, found: Trace | MeetingView | None, code: str | None, page: str = "trace"
) -> Response:
    if request.url.path.endswith(".json"):
        content = to_jsonable_python(found) if found else {"reason": "not_found"}
        return JSONResponse(content, 200 if found else 404, HEADERS)
    if found is None:
        return render(request, "not_found.html", 404, code=code, township=_township(request) or "")
    view: dict[str, Any] = {page: found}
    return render(request, f"{page}.html", township=found.township, township_name=found.township_name, **view)


def _wait(request: Request, seconds: int) -> Response:
    """The answer does not say whether the code is right. It is in both languages, because its first reader is
    often a program."""
    said = bilingual("page.too_many_guesses", minutes=ceil(seconds / 60))
    if request.url.path.endswith(".json"):
        content = {"reason": "too_many_guesses", "said": said.model_dump()}
        response: Response = JSONResponse(content, 429, HEADERS)
    else:
        response = render(request, "too_many_guesses.html", 429, said=said, township="")
    response.headers["retry-after"] = str(seconds)
    return response


async def _nothing_here(request: Request) -> Response:
    return render(request, "not_found.html", 404, code=None, township=_township(request) or "")


def _while_recovering(page: Page) -> Page:
    """Say so while the database cannot be asked, instead of failing."""

    async def safe(request: Request) -> Response:
        try:
            return await page(request)
        except (DBAPIError, OSError, TimeoutError):
            return render(request, "unavailable.html", 503, township="")

    return safe
