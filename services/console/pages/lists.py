"""The pages of lists, of single things, and of the published figures."""

from dataclasses import asdict

from pydantic_core import to_jsonable_python
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from services.console import lists, things
from services.console.laws import NamesOf
from services.console.pages.asked import (
    Page,
    Reading,
    asked,
    choice,
    not_found,
    township_of,
    while_recovering,
)
from services.console.pages.rendering import HEADERS, render
from services.console.storage.reading import townships_by_county
from services.console.views.figures import FiguresView
from services.console.views.listing import LISTED, ListView
from services.console.views.thing import ThingPage

_JSON = ".json"


def list_routes(reading: Reading, names_of: NamesOf) -> tuple[list[Route], list[Route]]:
    """The JSON twins, and the pages."""

    def of_list(name: str) -> Page:
        async def page(request: Request) -> Response:
            given = {key: asked(value) for key, value in request.query_params.items()}
            async with reading() as (connection, now):
                view = await lists.listed(
                    connection, township_of(request), LISTED[name], given, now, names_of
                )
                counties = await townships_by_county(connection) if view is None else {}
            if view is None:
                return choice(request, counties)
            if request.url.path.endswith(_JSON):
                return JSONResponse(to_jsonable_python(view), headers=HEADERS)
            narrowed = any(one.chosen for one in view.filters)
            return render(request, "list.html", list=view, narrowed=narrowed, **_whose(view))

        return while_recovering(page)

    def of_thing(name: str) -> Page:
        async def page(request: Request) -> Response:
            id = asked(request.path_params["id"])
            async with reading() as (connection, now):
                view = await things.thing(connection, township_of(request), name, id, now, names_of)
            if view is None:
                return not_found(request)
            if request.url.path.endswith(_JSON):
                return JSONResponse(to_jsonable_python(view), headers=HEADERS)
            return render(request, "thing.html", thing=view, **_whose(view))

        return while_recovering(page)

    async def figures(request: Request) -> Response:
        async with reading() as (connection, _):
            view = await things.figures(connection, township_of(request), names_of)
            counties = await townships_by_county(connection) if view is None else {}
        if view is None:
            return choice(request, counties)
        if request.url.path.endswith(_JSON):
            return JSONResponse(asdict(view), headers=HEADERS)
        return render(request, "figures.html", figures=view, **_whose(view))

    of_lists = {name: of_list(name) for name in LISTED}
    of_things = {name: of_thing(name) for name in things.PAGES}
    numbers = while_recovering(figures)
    data = [Route(f"/{name}{_JSON}", page) for name, page in of_lists.items()]
    data += [Route(f"/{name}/{{id}}{_JSON}", page) for name, page in of_things.items()]
    pages = [Route(f"/{name}", page) for name, page in of_lists.items()]
    pages += [Route(f"/{name}/{{id}}", page) for name, page in of_things.items()]
    return [*data, Route(f"/figures{_JSON}", numbers)], [*pages, Route("/figures", numbers)]


def _whose(view: ListView | ThingPage | FiguresView) -> dict[str, str]:
    return {"township": view.township, "township_name": view.township_name}
