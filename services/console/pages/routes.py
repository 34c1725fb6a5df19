"""The pages and their JSON twins."""

from hashlib import blake2b
from urllib.parse import quote

from pydantic_core import to_jsonable_python
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from services.console import meetings, queries, wall
from services.console.laws import law_by, names_by
from services.console.pages.asked import (
    asked,
    choice,
    not_found,
    reading_of,
    shown_by_get,
    township_of,
    while_recovering,
)
from services.console.pages.lists import list_routes
from services.console.pages.mine import Mine
from services.console.pages.posting import Desk
from services.console.pages.raising import Raising
from services.console.pages.rendering import BIG, HEADERS, HERE, render
from services.console.pages.trace import Tracing, json_of
from services.console.sending.asking import Intake
from services.console.sending.outbox import Outbox
from services.console.storage.reading import newest_arrivals, townships_by_county
from services.console.views.listing import LISTED
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.service.service import AtWork

DATA = Limits(asks=("township",))
_FILTERS = tuple(dict.fromkeys(name for one in LISTED.values() for name in one.filters))
LISTS = Limits(asks=("township", "q", "behind", *_FILTERS))
PAGES = Limits(asks=None)
LIGHT = Limits(at_once=100, asks=None)
"""Whoever passes a page's address on may hang something to it (WeChat does)."""
NEWS = Limits(at_once=100, asks=("township",))
FORMS = Limits(
    at_once=24,
    seconds=40.0,
    body=26_000_000,
    body_seconds=30.0,
    types=("application/x-www-form-urlencoded", "multipart/form-data"),
    asks=None,
)
"""A photo comes with the form. One that is too large is refused by the page, which keeps the words."""
_A_YEAR = 365 * 86_400
_THINGS_SHOWN = 10
"""Per stage, on the page; the rest are counted."""


def page_groups(running: AtWork, bus: InProcessBus | None) -> list[RouteGroup]:
    """The routes over the console's own database, and the forms of citizens."""
    reading = reading_of(running)
    names_of, law_of = names_by(running.laws), law_by(running.laws)
    outbox, intake, desk = Outbox(running, bus), Intake(running.settings.peer_url), Desk()
    tracing = Tracing(reading, names_of, law_of, intake)
    raising = Raising(reading, law_of, outbox, intake, desk)
    counted = wall.Counts()
    mine, around = Mine(reading, law_of, outbox, intake, desk), shown_by_get(running)

    async def loop(request: Request) -> Response:
        async with reading() as (connection, now):
            view = await wall.loop(connection, township_of(request), now, names_of, counted=counted)
            counties = await townships_by_county(connection) if view is None else {}
            held = await meetings.latest(connection, view.township) if view else []
        if view is None:
            return choice(request, counties)
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
            view = await queries.waiting(connection, township_of(request), now, law_of)
            counties = await townships_by_county(connection) if view is None else {}
        if view is None:
            return choice(request, counties)
        if request.url.path.endswith(".json"):
            return JSONResponse(to_jsonable_python(view), headers=HEADERS)
        return render(
            request, "waiting.html", waiting=view, township=view.township, township_name=view.township_name
        )

    async def item(request: Request) -> Response:
        async with reading() as (connection, now):
            id = asked(request.path_params["id"])
            found = await queries.trace_item(connection, township_of(request), id, now, names_of)
        if found is None or request.url.path.endswith(".json"):
            return json_of(request, found)
        return await tracing.page(request, found)

    async def meeting(request: Request) -> Response:
        async with reading() as (connection, _):
            id = asked(request.path_params["id"])
            found = await meetings.meeting(connection, township_of(request), id, names_of)
        if found is None or request.url.path.endswith(".json"):
            return json_of(request, found)
        return render(
            request, "meeting.html", meeting=found, township=found.township, township_name=found.township_name
        )

    async def changed(request: Request) -> Response:
        """Another text as soon as there is news of the township."""
        async with reading() as (connection, _):
            ids = await newest_arrivals(connection, township_of(request) or "", wall.ARRIVALS)
        tag = blake2b(" ".join(sorted(ids)).encode(), digest_size=12).hexdigest()
        return PlainTextResponse(tag, headers={**HEADERS, "cache-control": "no-store"})

    list_data, list_pages = list_routes(reading, names_of)
    data = [
        Route("/loop.json", while_recovering(loop)),
        Route("/waiting.json", while_recovering(waiting)),
        Route("/t/{code}.json", while_recovering(tracing.trace)),
        Route("/items/{id}.json", while_recovering(item)),
        Route("/meetings/{id}.json", while_recovering(meeting)),
    ]
    pages = [
        *list_pages,
        Route("/", while_recovering(loop)),
        Route("/waiting", while_recovering(waiting)),
        Route("/t/{code}", while_recovering(tracing.trace)),
        Route("/items/{id}", while_recovering(item)),
        Route("/meetings/{id}", while_recovering(meeting)),
    ]
    # They ask no database, and a page that says what is wrong has to look like one.
    light = [
        Route("/t", _by_form),
        Route("/size", _size),
        Mount("/static", StaticFiles(directory=HERE / "static")),
        Route("/{path:path}", _nothing_here),
    ]
    return [
        RouteGroup([Route("/changed", while_recovering(changed))], NEWS),
        RouteGroup(list_data, LISTS),
        RouteGroup(data, DATA),
        RouteGroup([*raising.routes(around), *mine.routes(around)], FORMS),
        RouteGroup(pages, PAGES),
        RouteGroup(light, LIGHT),
    ]


async def _by_form(request: Request) -> Response:
    code, township = asked(request.query_params.get("code", "")), township_of(request)
    where = f"?township={quote(township, safe='')}" if township else ""
    return RedirectResponse(f"/t/{quote(code, safe='')}{where}" if code else f"/{where}", 303, HEADERS)


async def _size(request: Request) -> Response:
    """Larger letters and targets, or the usual ones, from now on and for a year; back to the page."""
    back = request.query_params.get("back", "/")
    local = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    response = RedirectResponse(back if local else "/", 303, {**HEADERS, "cache-control": "no-store"})
    if request.query_params.get("big"):
        response.set_cookie(BIG, "1", max_age=_A_YEAR, httponly=True, samesite="lax")
    else:
        response.delete_cookie(BIG)
    return response


async def _nothing_here(request: Request) -> Response:
    return not_found(request)
